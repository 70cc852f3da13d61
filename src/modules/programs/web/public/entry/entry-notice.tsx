import { ButtonLink, Buttons } from '#web/public/Button.tsx';
import { Notice } from '#web/public/Notice.tsx';
import type { InvitationState } from '../../../invitation.ts';
import type { ProgramShown } from '../types.ts';
import { useWords } from '../words/index.ts';
import { useEntryWords } from './words/index.ts';

/** What the invitation in the form's address is worth: whom it is for, or why it opens nothing. */
export type Entry = { invited: string } | { over: Exclude<InvitationState, 'open'> | 'unknown' } | null;

/** The first step into a program: the form, a nomination, or that it takes those it invited. */
export function ProgramEntry({ program }: { program: ProgramShown }) {
  const { say } = useWords();
  const entry = useEntryWords();
  const form = `/apply/${program.slug}/form`;
  if (!program.open)
    return (
      <Notice title={say('program.closed')}>
        <p>{say('program.closed-words')}</p>
      </Notice>
    );
  if (program.entry === 'invitation') return <ByInvitation />;
  return (
    <Buttons>
      <ButtonLink href={form}>{say('program.apply')}</ButtonLink>
      {program.entry === 'nomination' ? (
        <ButtonLink quiet href={`/apply/${program.slug}/nominate`}>
          {entry.say('entry.nominate')}
        </ButtonLink>
      ) : null}
    </Buttons>
  );
}

/** That the program takes applications from those it invited. */
export function ByInvitation() {
  const { say } = useEntryWords();
  return (
    <Notice title={say('entry.by-invitation')}>
      <p>{say('entry.by-invitation-words')}</p>
    </Notice>
  );
}

/** A greeting by name, or why the invitation cannot be used. */
export function EntryNotice({ entry }: { entry: Entry }) {
  const { say } = useEntryWords();
  if (!entry) return null;
  if ('invited' in entry)
    return (
      <Notice tone="good" title={say('entry.hello', { name: entry.invited })}>
        <p>{say('entry.hello-words')}</p>
      </Notice>
    );
  return (
    <Notice tone="careful" title={say('entry.over')}>
      <p>{say(`entry.over.${entry.over}`)}</p>
    </Notice>
  );
}
