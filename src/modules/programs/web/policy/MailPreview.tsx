import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '#web/ask.ts';
import { useProgram } from '../parts/useProgram.ts';
import type { Fields } from './editing.ts';
import classes from './Part.module.css';

type Tried = Parameters<Parameters<typeof ask>[0]>[0]['programs']['tryMailWords'];
type Given = Parameters<Tried>[0];

/** The own words of a mail with invented values, as its reader would get them, or what is wrong with them. */
export function MailPreview({ entry }: { entry: Fields }) {
  const program = useProgram();
  const [given] = useDebouncedValue(entry, 400);
  const input = {
    program: program.id,
    mail: given.mail as Given['mail'],
    language: given.language as Given['language'],
    subject: String(given.subject ?? '').slice(0, 200),
    words: String(given.words ?? '').slice(0, 4000),
  };
  const empty = input.subject === '' && input.words === '';
  const tried = useQuery({
    ...ask((c) => c.programs.tryMailWords, input),
    enabled: !empty,
    placeholderData: keepPreviousData,
  });
  if (empty) return <p className={classes.help}>Nothing of your own yet: the usual subject and words are sent.</p>;
  if (!tried.data) return null;
  const { subject, words, faults } = tried.data;
  return (
    <section className={classes.mail} aria-label="The mail with invented values">
      <p className={classes.subject}>{subject || 'The usual subject'}</p>
      <p className={classes.words}>{words || 'The usual greeting'}</p>
      <p className={classes.help}>Then what the mail is about, as ever.</p>
      {faults.map(({ field, message }) => (
        <p key={field} className={classes.fault}>
          {message}
        </p>
      ))}
    </section>
  );
}
