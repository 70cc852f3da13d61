import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { FormGroup, FormPage } from '#web/kit/FormPage.tsx';
import { Link } from '#web/kit/Link.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { prefixOf, slugOf } from '../programNames.ts';
import { presets as presetsQuestion, programs as programsQuestion } from '../questions.ts';

/** Makes a program from a preset or from another program. It takes no applications until it is opened. */
export default function NewProgram() {
  const { presets } = useAsk(presetsQuestion);
  const { programs } = useAsk(programsQuestion);
  const own = programs.filter(({ sample }) => !sample);
  const taken = programs.map(({ prefix }) => prefix);
  const [from, setFrom] = useState(`preset:${presets[0]?.code}`);
  const [name, setName] = useState(presets[0]?.name ?? '');
  // What was not typed follows the name.
  const [typed, setTyped] = useState<{ slug?: string; prefix?: string }>({});
  const slug = typed.slug ?? slugOf(name);
  const prefix = typed.prefix ?? prefixOf(name, taken);
  const [tried, setTried] = useState(false);
  const navigate = useNavigate();
  const make = useOperation((c) => c.programs.makeProgram, {
    touches: ['programs'],
    onDone: (made) => {
      showDone('The program is made. It takes no applications until you open it.');
      return navigate({ to: `/programs/${made.slug}/policy` as string });
    },
  });
  const wrong = make.error ? fieldErrors(problemOf(make.error)) : {};
  const missing = (text: string, words: string) => (tried && text.trim() === '' ? words : null);
  const choose = (value: string) => {
    const preset = presets.find(({ code }) => value === `preset:${code}`);
    const before = presets.find(({ code }) => from === `preset:${code}`);
    setFrom(value);
    if (preset && (name.trim() === '' || name === before?.name)) setName(preset.name);
  };
  return (
    <FormPage
      title="New program"
      above={<Link href="/programs">Programs</Link>}
      lead="Choose what it starts from, and name it. Everything in it can be changed before you open it, and later in new versions of its policy."
      submit="Make program"
      pending={make.isPending}
      error={make.error}
      onSubmit={() => {
        setTried(true);
        if ([name, slug, prefix].some((text) => text.trim() === '')) return;
        const [kind, value = ''] = from.split(':');
        make.mutate({ name, slug, prefix, from: kind === 'preset' ? { preset: value } : { program: value } });
      }}
      aside={
        <Button component={Link} href="/programs" variant="default">
          Cancel
        </Button>
      }
    >
      <FormGroup title="Starts from" purpose="Rules, form, texts and promises; the next step shows all of them.">
        <Radio.Group aria-label="Starts from" value={from} onChange={choose}>
          <Stack gap={12}>
            {presets.map((preset) => (
              <Radio key={preset.code} value={`preset:${preset.code}`} label={preset.name} description={preset.words} />
            ))}
            {own.map((program) => (
              <Radio
                key={program.id}
                value={`program:${program.id}`}
                label={`A copy of the ${program.name}`}
                description={`Its policy in force, version ${program.policyVersion}; nothing else.`}
              />
            ))}
          </Stack>
        </Radio.Group>
      </FormGroup>
      <FormGroup title="Name" purpose="The name can be changed; what stands in addresses and before numbers stays.">
        <TextInput
          label="Name"
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={wrong.name ?? missing(name, 'Name the program.')}
        />
        <TextInput
          label="Name in addresses"
          description={`The public page is /apply/${slug || '…'}`}
          maxLength={60}
          value={slug}
          onChange={(event) => setTyped({ ...typed, slug: event.currentTarget.value })}
          error={wrong.slug ?? missing(slug, 'Write small letters, digits and hyphens.')}
        />
        <TextInput
          label="Letters before application numbers"
          description={`Applications are numbered ${prefix || 'ABC'}-1, ${prefix || 'ABC'}-2 and so on.`}
          maxLength={5}
          value={prefix}
          onChange={(event) => setTyped({ ...typed, prefix: event.currentTarget.value.toUpperCase() })}
          error={wrong.prefix ?? missing(prefix, 'Write two to five letters.')}
        />
      </FormGroup>
    </FormPage>
  );
}
