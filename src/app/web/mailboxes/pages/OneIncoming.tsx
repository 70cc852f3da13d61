import { Alert, Button, Group, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RecordPage } from '#web/kit/RecordPage.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { sizeWords } from '#web/kit/size.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { fieldErrors, problemOf } from '#web/problem.ts';
import { KIND_WORDS, STATE_LOOK } from '../incomingList.ts';
import { type IncomingMail, incomingMail } from '../questions.ts';
import classes from './OneIncoming.module.css';

/** One mail that came: its words as text, what came with it, and where it belongs. */
export default function OneIncoming() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const shown = useAsk(incomingMail(id));
  return (
    <RecordPage
      title={shown.subject || '(No subject)'}
      above={<Link href="/settings/incoming">Incoming mail</Link>}
      state={<StateBadge {...STATE_LOOK[shown.state]} />}
      lead={leadOf(shown)}
      aside={<FactList facts={factsOf(shown)} />}
    >
      {shown.may.sort && shown.state !== 'attached' ? <Sort mail={shown} /> : null}
      {shown.bounce ? (
        <Alert mb={12} color={shown.bounce.gaveUp ? 'red' : 'yellow'} title={bounceTitle(shown.bounce)}>
          {shown.bounce.words}
        </Alert>
      ) : null}
      <Section title="Words">
        {shown.text === '' ? (
          <p className={classes.quiet}>
            {shown.erased ? 'Erased with everything personal.' : shown.damaged ? 'It could not be read.' : 'None.'}
          </p>
        ) : (
          <p className={classes.words}>{shown.text}</p>
        )}
        {shown.quoted === '' ? null : (
          <details>
            <summary>What it repeats of earlier mails</summary>
            <p className={classes.words}>{shown.quoted}</p>
          </details>
        )}
      </Section>
      {shown.files.length + shown.leftOut.length > 0 ? (
        <Section title="Files">
          <ul className={classes.files}>
            {shown.files.map(({ id: file, name, size }) => (
              <li key={file}>
                <a href={`/mail/incoming/files/${file}`} download={name}>
                  {name}
                </a>{' '}
                <span className={classes.quiet}>{sizeWords(size)}</span>
              </li>
            ))}
            {shown.leftOut.map(({ name, size, why }) => (
              <li key={`${name}:${size}:${why}`}>
                {name}{' '}
                <span className={classes.quiet}>
                  ({sizeWords(size)}) left out: {why}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {shown.headers === '' ? null : (
        <Section title="Headers">
          <details>
            <summary>As they came</summary>
            <pre className={classes.headers}>{shown.headers}</pre>
          </details>
        </Section>
      )}
    </RecordPage>
  );
}

/** Says where a mail belongs, or that it belongs nowhere. */
function Sort({ mail: { id, state } }: { mail: IncomingMail }) {
  const [record, setRecord] = useState('');
  const attach = useOperation((c) => c.mail.attachIncoming, {
    touches: ['mail', 'programs', 'work'],
    onDone: ({ record: { title } }) => showDone(`Attached to ${title ?? 'the record'}.`),
  });
  const discard = useOperation((c) => c.mail.discardIncoming, { touches: ['mail'] });
  const wrong = attach.error ? fieldErrors(problemOf(attach.error)) : {};
  return (
    <Section title="Where it belongs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attach.mutate({ id, record });
        }}
      >
        <Group gap={8} align="end">
          <TextInput
            label="Number of the application"
            placeholder="OSS-1042"
            value={record}
            onChange={(event) => setRecord(event.currentTarget.value)}
            error={wrong.record}
          />
          <Button type="submit" loading={attach.isPending}>
            Attach mail
          </Button>
          <Button
            variant="default"
            loading={discard.isPending}
            onClick={() => discard.mutate({ id, discarded: state !== 'discarded' })}
          >
            {state === 'discarded' ? 'Take back from discarded' : 'Discard mail'}
          </Button>
        </Group>
      </form>
      {attach.error && !wrong.record ? <Problem error={attach.error} /> : null}
      {discard.error ? <Problem error={discard.error} /> : null}
    </Section>
  );
}

const leadOf = ({ from }: IncomingMail): string =>
  from === null ? 'Its sender is not known.' : from.name === '' ? from.address : `${from.name} <${from.address}>`;

const bounceTitle = ({ gaveUp, permanent }: NonNullable<IncomingMail['bounce']>): string =>
  gaveUp ? (permanent ? 'The address takes no mail' : 'The server gave up') : 'The mail is late, and is still tried';

const FOUND = {
  token: 'The address it was sent to',
  reference: 'The mail that it answers',
  subject: 'The number in its subject, and its sender',
  hand: 'Somebody’s word',
} as const;

function factsOf(shown: IncomingMail) {
  const { record } = shown;
  return [
    {
      name: 'Belongs to',
      value: record?.href ? (
        <Link href={record.href}>{record.title ?? 'A record'}</Link>
      ) : (
        (record?.title ?? 'Nothing yet')
      ),
    },
    ...(shown.foundBy === null || record === null ? [] : [{ name: 'Known by', value: FOUND[shown.foundBy] }]),
    ...(shown.mail === null
      ? []
      : [{ name: 'Answers', value: <Link href={`/settings/outbox/${shown.mail.id}`}>{shown.mail.subject}</Link> }]),
    { name: 'Kind', value: KIND_WORDS[shown.kind] },
    ...(shown.signs.length === 0 ? [] : [{ name: 'Signs of a machine', value: shown.signs.join(', ') }]),
    ...(shown.verdict === null
      ? []
      : [
          {
            name: 'Sender',
            value: shown.verdict === 'pass' ? 'Vouched for by the server' : 'Not the sender, says the server',
          },
        ]),
    { name: 'Mailbox', value: shown.mailbox.name },
    { name: 'Came', value: <RelativeTime instant={shown.cameAt} /> },
  ];
}
