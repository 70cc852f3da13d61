import { Button, Group, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { mayIn, useMe } from '#web/me.ts';
import type { Application } from '../questions.ts';
import classes from './Composer.module.css';
import { type Mentioned, Mentions, withMentions } from './Mentions.tsx';

/** Writes to the applicant or among us. The two have their own drafts and looks, so that a note is never mailed by mistake. */
export function Composer({ application }: { application: Application }) {
  const me = useMe();
  const mayNote = mayIn(me, 'work.write', application.program.id);
  const mayWrite = application.may.write;
  const [kind, setKind] = useState<'message' | 'note'>(mayWrite ? 'message' : 'note');
  const [drafts, setDrafts] = useState({ message: '', note: '' });
  const [mentioned, setMentioned] = useState<Mentioned[]>([]);
  const done = (words: string) => () => {
    setDrafts((before) => ({ ...before, [kind]: '' }));
    showDone(words);
  };
  const send = useOperation((c) => c.programs.writeToApplicant, {
    touches: ['programs'],
    onDone: done('Message sent by mail.'),
  });
  const note = useOperation((c) => c.work.addNote, {
    touches: ['programs', 'work'],
    onDone: () => {
      setMentioned([]);
      done('Note added. Only colleagues see it.')();
    },
  });
  if (!mayWrite && !mayNote) return null;
  const shown = kind === 'message' && mayWrite ? 'message' : mayNote ? 'note' : 'message';
  const text = drafts[shown];
  const pending = send.isPending || note.isPending;
  const error = shown === 'message' ? send.error : note.error;
  return (
    <form
      className={classes.composer}
      data-kind={shown}
      onSubmit={(event) => {
        event.preventDefault();
        if (pending || text.trim() === '') return;
        if (shown === 'message') send.mutate({ id: application.id, body: text });
        else
          note.mutate({
            about: { kind: 'application', id: application.id },
            body: withMentions(text, mentioned),
            ...(mentioned.length > 0 ? { mentions: mentioned.map(({ id }) => id) } : {}),
          });
      }}
    >
      <Stack gap={8}>
        {mayWrite && mayNote ? (
          <SegmentedControl
            size="xs"
            aria-label="Who reads it"
            className={classes.kind}
            value={shown}
            onChange={(value) => setKind(value === 'note' ? 'note' : 'message')}
            data={[
              { value: 'message', label: 'Message to the applicant' },
              { value: 'note', label: 'Note among us' },
            ]}
          />
        ) : null}
        <Textarea
          aria-label={shown === 'message' ? 'Message to the applicant' : 'Note among us'}
          placeholder={
            shown === 'message' ? 'Mailed to the applicant; the clock goes on.' : 'Seen by colleagues only, never sent.'
          }
          autosize
          minRows={2}
          maxRows={14}
          maxLength={20_000}
          value={text}
          onChange={(event) => setDrafts({ ...drafts, [shown]: event.currentTarget.value })}
        />
        {shown === 'note' ? (
          <Mentions program={application.program.id} chosen={mentioned} onChosen={setMentioned} />
        ) : null}
        {error ? <Problem error={error} /> : null}
        <Group gap={8}>
          <Button type="submit" variant={text.trim() === '' ? 'default' : 'filled'} loading={pending}>
            {shown === 'message' ? 'Send message' : 'Add note'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
