import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useAsk, useOperation } from '#web/ask.ts';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { delivery } from '../questions.ts';

const code = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;

/** One delivery: its request, and every attempt with the answer. */
export default function OneDelivery() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const shown = useAsk(delivery(id));
  const again = useOperation((c) => c.webhooks.redeliver, { touches: ['webhooks'] });
  return (
    <Page
      title={shown.kind}
      above={<Link href={`/settings/webhooks/${shown.endpoint.id}`}>{shown.endpoint.address}</Link>}
      lead={`webhook-id ${shown.message}: ${shown.state}`}
      actions={
        shown.may.redeliver ? (
          <Button onClick={() => again.mutate({ id })} loading={again.isPending}>
            Send it again
          </Button>
        ) : null
      }
    >
      {again.error ? <Problem error={again.error} /> : null}
      <Section title="Request">
        <pre style={code}>{shown.body ? JSON.stringify(JSON.parse(shown.body), null, 2) : 'It was erased.'}</pre>
      </Section>
      <Section title="Attempts">
        {shown.attempts.map((attempt) => (
          <div key={attempt.id}>
            <p>
              <RelativeTime instant={attempt.at} />:{' '}
              {attempt.endedAt === null
                ? 'no outcome yet; if it was cut off, it may have arrived'
                : (attempt.fault ?? `answered ${attempt.status} in ${attempt.milliseconds} ms`)}
            </p>
            {attempt.response ? <pre style={code}>{attempt.response}</pre> : null}
          </div>
        ))}
      </Section>
    </Page>
  );
}
