import { Skeleton, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import type { Mail } from '../questions.ts';
import classes from './MailBody.module.css';

/** A mail as its receiver sees it, its plain-text twin, and the whole with all headers. */
export function MailBody({ mail }: { mail: Mail }) {
  if (mail.hidden !== null) return <Hidden why={mail.hidden} />;
  return (
    <Tabs defaultValue="seen" keepMounted={false}>
      <Tabs.List mb={12}>
        <Tabs.Tab value="seen">As received</Tabs.Tab>
        <Tabs.Tab value="text">Plain text</Tabs.Tab>
        <Tabs.Tab value="source">Headers and source</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="seen">
        <iframe
          className={classes.frame}
          title={`The mail “${mail.subject}”`}
          src={`/mail/messages/${mail.id}/frame`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      </Tabs.Panel>
      <Tabs.Panel value="text">
        <pre className={classes.text}>{mail.text}</pre>
      </Tabs.Panel>
      <Tabs.Panel value="source">
        <Source id={mail.id} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Source({ id }: { id: string }) {
  const source = useQuery(ask((c) => c.mail.source, { id }));
  if (source.isError) return <Problem error={source.error} onRetry={() => source.refetch()} />;
  if (source.isPending) return <Skeleton height={320} />;
  return <pre className={classes.text}>{source.data.eml}</pre>;
}

function Hidden({ why }: { why: 'confidential' | 'removed' }) {
  return why === 'removed' ? (
    <EmptyState title="The body is gone">It carried a key, so it was removed once the mail was sent.</EmptyState>
  ) : (
    <EmptyState title="The body is not shown">
      It carries a key that opens something for its receiver. Only those who manage the mail settings may read it.
    </EmptyState>
  );
}
