import { Alert, Button } from '@mantine/core';
import { useOperation } from '#web/ask.ts';
import { CopyText } from '#web/kit/CopyText.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Section } from '#web/kit/Section.tsx';

/** Where mail is posted to, and the secret that whoever posts has to know; a new one is shown once. */
export function PostTo({ id, postTo }: { id: string; postTo: string }) {
  const renew = useOperation((c) => c.mail.renewMailboxSecret, { touches: ['mail'] });
  return (
    <Section title="Where mail is posted to">
      <p>
        <CopyText text={postTo} />
      </p>
      <p>
        Post each mail as it is (message/rfc822), with the secret as password of HTTP Basic, or signed by Standard
        Webhooks.
      </p>
      {renew.data ? (
        <Alert title="The new secret, shown this once" role="status" mb={10}>
          <CopyText text={renew.data.secret} />
        </Alert>
      ) : null}
      {renew.error ? <Problem error={renew.error} /> : null}
      <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate({ id })}>
        Make a new secret
      </Button>
    </Section>
  );
}
