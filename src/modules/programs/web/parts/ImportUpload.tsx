import { Button, FileButton, Group, Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { client } from '#web/client.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { inBase64, LONGEST_LIST, partsOf } from '../importParts.ts';
import type { ImportRow, ProgramSummary } from '../questions.ts';

type Kind = ImportRow['kind'];
export const importKinds: Record<Kind, { label: string; words: string }> = {
  members: {
    label: 'Members',
    words: 'Who is a member, since when and until when, what they have, and whom to turn to.',
  },
  applications: {
    label: 'Past applications',
    words: 'What was decided elsewhere, when and why. Open ones are applied for here.',
  },
  coupons: { label: 'Coupons', words: 'The register as it was kept: codes, what went out and to whom, what is void.' },
};

type Props = { program: ProgramSummary; onUploaded: (id: string) => void };

/** Chooses what is brought, and uploads it: a file, or what was pasted. */
export function ImportUpload({ program, onUploaded }: Props) {
  const [kind, setKind] = useState<Kind>('members');
  const [file, setFile] = useState<File | null>(null);
  const [pasted, setPasted] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const upload = async () => {
    const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(pasted);
    if (bytes.length === 0) return setFault('Choose a file, or paste the list.');
    if (bytes.length > LONGEST_LIST) return setFault('The list is over 100 MB. Bring it in parts.');
    setFault(null);
    setError(null);
    setPending(true);
    try {
      const [first, ...others] = partsOf(bytes);
      const name = file?.name.slice(0, 200) ?? 'Pasted list';
      const { id } = await client.programs.uploadImport({
        ...{ program: program.id, kind, name, content: inBase64(first ?? bytes) },
      });
      for (const [n, part] of others.entries())
        await client.programs.addImportPart({ id, position: n + 1, content: inBase64(part) });
      onUploaded(id);
    } catch (thrown) {
      setError(thrown);
      setPending(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void upload();
      }}
    >
      <Stack gap={14} maw={720}>
        <Radio.Group label="What do you bring?" value={kind} onChange={(value) => setKind(value as Kind)}>
          <Stack gap={10} mt={6}>
            {(Object.keys(importKinds) as Kind[]).map((value) => (
              <Radio
                key={value}
                value={value}
                label={importKinds[value].label}
                description={importKinds[value].words}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group gap={10}>
          <FileButton accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain" onChange={setFile}>
            {(props) => (
              <Button {...props} variant="default">
                Choose a file
              </Button>
            )}
          </FileButton>
          <span role="status">{file ? file.name : ''}</span>
        </Group>
        {file ? null : (
          <Textarea
            label="Or paste the list"
            description="CSV with a first line that names the columns; commas, semicolons or tabs."
            autosize
            minRows={4}
            maxRows={12}
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
            error={fault}
          />
        )}
        {file && fault ? <p role="alert">{fault}</p> : null}
        {error ? <Problem error={error} /> : null}
        <Group gap={8}>
          <Button type="submit" loading={pending}>
            Look at the list
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
