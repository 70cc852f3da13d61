import { joined, PublicLink } from '#web/public/language.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { useWords } from './words/index.ts';

/** What is to be said above the form: what was just done with the draft, or what became of it. */
export type Note = 'saved' | 'mailed' | 'gone' | 'sent-before' | null;

export function FormNote({ note, days }: { note: Note; days: number }) {
  const { say, parts } = useWords();
  switch (note) {
    case null:
      return null;
    case 'saved':
      return (
        <Notice tone="good" fresh title={say('note.saved')}>
          <p>{say('note.saved-words', { days })}</p>
        </Notice>
      );
    case 'mailed':
      return (
        <Notice tone="good" fresh title={say('note.mailed')}>
          <p>{say('note.mailed-words')}</p>
        </Notice>
      );
    case 'gone':
      return (
        <Notice tone="careful" title={say('note.gone')}>
          <p>
            {joined(
              parts('note.gone-words', {
                days,
                link: (inside) => <PublicLink href="/lost-link">{inside}</PublicLink>,
              }),
            )}
          </p>
        </Notice>
      );
    case 'sent-before':
      return (
        <Notice tone="careful" title={say('note.sent-before')}>
          <p>{say('note.sent-before-words')}</p>
        </Notice>
      );
  }
}
