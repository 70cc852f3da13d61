import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useAsk } from '#web/ask.ts';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { RecordPage } from '#web/kit/RecordPage.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { MailBody } from '../parts/MailBody.tsx';
import { MailStateBadge } from '../parts/MailStateBadge.tsx';
import { whatNow } from '../parts/WhatNow.tsx';
import { type Mail, mail, templates } from '../questions.ts';

/** One mail: what its receiver sees, what became of it, and what to do where it did not arrive. */
export default function OneMail() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const shown = useAsk(mail(id));
  const { templates: known } = useAsk(templates);
  const kind = known.find(({ name }) => name === shown.template)?.summary ?? shown.template;
  return (
    <RecordPage
      title={shown.subject}
      above={<Link href="/settings/outbox">Outbox</Link>}
      state={<MailStateBadge state={shown.state} />}
      lead={stateWords(shown)}
      next={whatNow(shown)}
      actions={
        shown.hidden === null ? (
          <Button
            component="a"
            href={`/mail/messages/${id}/message.eml`}
            download
            variant="default"
            leftSection={<IconDownload size={15} aria-hidden />}
          >
            Save as file
          </Button>
        ) : null
      }
      aside={<FactList facts={factsOf(shown, kind)} />}
    >
      <MailBody mail={shown} />
    </RecordPage>
  );
}

const stateWords = (shown: Mail): string | undefined => {
  if (shown.state === 'held') return 'Held in the local outbox; nobody got it.';
  if (shown.state === 'erased') return 'Its personal values were erased before it was sent, so it never goes out.';
  return shown.trouble ?? undefined;
};

const written = ({ address, name }: { address: string; name: string }) =>
  name === '' ? address : `${name} <${address}>`;
const when = (instant: string | null) => (instant === null ? null : <RelativeTime instant={instant} />);

const languages = new Intl.DisplayNames('en', { type: 'language' });

function factsOf(shown: Mail, kind: string) {
  const { about } = shown;
  return [
    { name: 'To', value: written(shown.to) },
    { name: 'From', value: shown.from === null ? 'Not known until a mail server is set up' : written(shown.from) },
    ...(shown.replyTo === null ? [] : [{ name: 'Answers go to', value: shown.replyTo }]),
    {
      name: 'About',
      value:
        about.kind === 'application' ? (
          <Link href={`/programs/applications/${about.id}`}>The application</Link>
        ) : (
          `${about.kind.replaceAll('-', ' ')}`
        ),
    },
    { name: 'Kind', value: kind },
    { name: 'Language', value: languages.of(shown.language) ?? shown.language },
    { name: 'Written', value: when(shown.queuedAt) },
    ...(shown.dueAt === null ? [] : [{ name: 'Tried next', value: when(shown.dueAt) }]),
    ...(shown.handedAt === null ? [] : [{ name: 'Handed over', value: when(shown.handedAt) }]),
    { name: 'Sent', value: when(shown.sentAt) },
    { name: 'Attempts', value: String(shown.attempts) },
    ...(shown.response === null ? [] : [{ name: 'The server said', value: shown.response }]),
  ];
}
