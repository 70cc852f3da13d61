import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useAsk, useOperation } from '#web/ask.ts';
import { CopyText } from '#web/kit/CopyText.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RecordPage } from '#web/kit/RecordPage.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { DELIVERY_STATE } from '../deliveryList.ts';
import { delivery } from '../questions.ts';

const code = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;

/** One delivery: its request, and every attempt with the answer. */
export default function OneDelivery() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const shown = useAsk(delivery(id));
  const again = useOperation((c) => c.webhooks.redeliver, { touches: ['webhooks'] });
  const { endpoint, attempts } = shown;
  return (
    <RecordPage
      title={shown.kind}
      above={
        endpoint.removed ? endpoint.address : <Link href={`/settings/webhooks/${endpoint.id}`}>{endpoint.address}</Link>
      }
      state={<StateBadge {...DELIVERY_STATE[shown.state]} />}
      lead={shown.trouble ?? undefined}
      actions={
        shown.may.redeliver ? (
          <Button onClick={() => again.mutate({ id })} loading={again.isPending}>
            Send it again
          </Button>
        ) : null
      }
      aside={
        <FactList
          facts={[
            { name: 'webhook-id', value: <CopyText text={shown.message} /> },
            { name: 'Made', value: <RelativeTime instant={shown.madeAt} /> },
            { name: 'Tried next', value: shown.dueAt ? <RelativeTime instant={shown.dueAt} /> : null },
            { name: 'Ended', value: shown.endedAt ? <RelativeTime instant={shown.endedAt} /> : null },
            { name: 'Attempts', value: String(shown.tries) },
          ]}
        />
      }
    >
      {again.error ? <Problem error={again.error} /> : null}
      <Section title="Attempts">
        {attempts.length === 0 ? <p>None yet.</p> : null}
        {attempts.map((attempt) => (
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
      <Section title="Request">
        <pre style={code}>{shown.body ? JSON.stringify(JSON.parse(shown.body), null, 2) : 'It was erased.'}</pre>
      </Section>
    </RecordPage>
  );
}
