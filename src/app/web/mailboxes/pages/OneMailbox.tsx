import { Alert, Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useAsk } from '#web/ask.ts';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { RecordPage } from '#web/kit/RecordPage.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { healthOf } from '../health.ts';
import { MailboxState } from '../parts/MailboxState.tsx';
import { PostTo } from '../parts/PostTo.tsx';
import { type Mailbox, mailbox, programs } from '../questions.ts';

/** One mailbox: how it fares, where it is, what it is for, and how it ends. */
export default function OneMailbox() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const shown = useAsk(mailbox(id));
  const known = useAsk(programs).programs;
  return (
    <RecordPage
      title={shown.name}
      above={<Link href="/settings/mailboxes">Mailboxes</Link>}
      state={<StateBadge {...healthOf(shown)} />}
      lead={shown.address}
      actions={
        <>
          <Button component={Link} variant="default" href="/settings/incoming">
            Mails that came
          </Button>
          <Button component={Link} href={`/settings/mailboxes/${id}/change`}>
            Change mailbox
          </Button>
        </>
      }
      aside={<FactList facts={factsOf(shown, known.find((each) => each.id === shown.program)?.name)} />}
    >
      {shown.fault !== null ? (
        <Alert color="red" title="It cannot be read" mb={12}>
          {shown.fault}{' '}
          {shown.faultySince ? (
            <>
              Since <RelativeTime instant={shown.faultySince} />; it is tried again each minute.
            </>
          ) : null}
        </Alert>
      ) : null}
      {shown.postTo !== null ? <PostTo id={id} postTo={shown.postTo} /> : null}
      <Section title="What it is for">
        <ul>
          <li>
            {shown.repliesHere
              ? 'Mails ask for answers here.'
              : 'Mails ask for answers elsewhere; what is sent here still comes in.'}
          </li>
          {shown.repliesHere ? (
            <li>
              {shown.plusAddresses
                ? 'Each mail asks under an address of its own.'
                : 'Answers are known by the mail that they answer.'}
            </li>
          ) : null}
          <li>
            {shown.bouncesHere
              ? 'Servers report here what did not arrive.'
              : 'Servers report to the sender’s address what did not arrive.'}
          </li>
          <li>
            {shown.explains
              ? 'Whoever writes something that belongs to nothing is told how to reach you, at most once a day.'
              : 'Nobody is answered by itself.'}
          </li>
        </ul>
      </Section>
      <MailboxState mailbox={shown} />
    </RecordPage>
  );
}

const AFTERWARDS = { leave: 'Left as they are', seen: 'Marked as read', move: 'Moved' } as const;

function factsOf(shown: Mailbox, program: string | undefined) {
  const { imap } = shown;
  return [
    { name: 'Of', value: shown.program === null ? 'All programs' : (program ?? 'One program') },
    { name: 'How', value: shown.kind === 'imap' ? 'Read by IMAP' : 'Posted here' },
    ...(imap === null
      ? []
      : [
          { name: 'Server', value: `${imap.host}:${imap.port}` },
          { name: 'Folder', value: imap.folder },
          {
            name: 'Mails there',
            value: imap.afterwards === 'move' ? `Moved to ${imap.moveTo}` : AFTERWARDS[imap.afterwards],
          },
          { name: 'Looked', value: shown.lookedAt ? <RelativeTime instant={shown.lookedAt} /> : 'Not yet' },
        ]),
    { name: 'Last mail', value: shown.cameAt ? <RelativeTime instant={shown.cameAt} /> : 'None yet' },
    { name: 'Word about senders', value: shown.authServer ?? 'Of nobody' },
    { name: 'Keeps what belongs to nothing', value: `${shown.keepDays} days` },
  ];
}
