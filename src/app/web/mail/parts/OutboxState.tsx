import { Group } from '@mantine/core';
import { useAsk } from '#web/ask.ts';
import { Link } from '#web/kit/Link.tsx';
import { Section } from '#web/kit/Section.tsx';
import { useMe } from '#web/me.ts';
import { type MailState, mailSettings } from '../questions.ts';
import { mails } from '../words.ts';
import { MailStateBadge } from './MailStateBadge.tsx';
import classes from './OutboxState.module.css';
import { SendHeld } from './SendHeld.tsx';

const ORDER: readonly MailState[] = ['held', 'queued', 'sending', 'uncertain', 'failed', 'sent', 'erased'];

/** Whether mail leaves the house, and how many mails stand where. */
export function OutboxState() {
  const { smtp, counts } = useAsk(mailSettings);
  const { sample } = useMe().organisation;
  const some = ORDER.filter((state) => counts[state] > 0);
  return (
    <Section title={smtp ? `Mail goes out through ${smtp.host}` : 'Mail does not leave the house yet'}>
      <p>
        {smtp
          ? 'New mails are sent at once. Held ones wait until somebody sends them.'
          : 'Until a server is set up, each mail is held in the local outbox, where you see it as its receiver would.'}
      </p>
      {some.length > 0 ? (
        <ul className={classes.counts} aria-label="Mails by state">
          {some.map((state) => (
            <li key={state} className={classes.count}>
              <MailStateBadge state={state} plain />
              <Link href={`/settings/outbox?state=${state}`}>{mails(counts[state])}</Link>
            </li>
          ))}
        </ul>
      ) : null}
      {sample ? (
        <p>Mails of the sample organisation are not counted here, though the outbox lists them. They never go out.</p>
      ) : null}
      <Group gap={8}>
        <SendHeld />
      </Group>
    </Section>
  );
}
