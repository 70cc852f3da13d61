import { Button } from '@mantine/core';
import { useOperation } from '#web/ask.ts';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { sizeWords } from '#web/kit/size.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { Application } from '../questions.ts';
import { touches } from './ActDialog.tsx';
import classes from './MailMarks.module.css';

type Message = Application['messages'][number];

/** How a message came and what came with it: below its words. */
export function MailMarks({ message: { mail, afterDecision } }: { message: Message }) {
  return (
    <>
      {afterDecision ? <p className={classes.mark}>Written after the decision.</p> : null}
      {mail ? (
        <>
          <p className={classes.mark}>
            {mail.from === null
              ? 'Came by mail.'
              : mail.from === ''
                ? 'Came by mail from another address.'
                : `Came by mail from another address: ${mail.from}.`}{' '}
            <Link href={`/settings/incoming/${mail.incoming}`}>Open the mail</Link>
          </p>
          {mail.files.length > 0 ? (
            <ul className={classes.files}>
              {mail.files.map(({ id, name, size }) => (
                <li key={id}>
                  <a href={`/mail/incoming/files/${id}`} download={name}>
                    {name}
                  </a>{' '}
                  <span className={classes.quiet}>{sizeWords(size)}</span>
                </li>
              ))}
            </ul>
          ) : null}
          {mail.leftOut.length > 0 ? (
            <p className={classes.quiet}>Left out: {mail.leftOut.map(({ name }) => name).join(', ')}.</p>
          ) : null}
        </>
      ) : null}
    </>
  );
}

/** What can be done with such a message, beside its head. */
export function MailActs({ id, message }: { id: string; message: Message }) {
  const count = useOperation((c) => c.programs.countAsAnswer, {
    touches,
    onDone: () => showDone('Taken for the answer. The clock runs again.'),
  });
  const see = useOperation((c) => c.programs.seeMessage, { touches, onDone: () => showDone('Noted.') });
  const error = count.error ?? see.error;
  return (
    <>
      {message.may.countAsAnswer ? (
        <Button
          size="compact-xs"
          variant="default"
          loading={count.isPending}
          onClick={() => count.mutate({ id, message: message.id })}
        >
          Take as answer
        </Button>
      ) : null}
      {message.may.see ? (
        <Button
          size="compact-xs"
          variant="default"
          loading={see.isPending}
          onClick={() => see.mutate({ id, message: message.id })}
        >
          Note as read
        </Button>
      ) : null}
      {error ? <Problem error={error} /> : null}
    </>
  );
}
