import { Alert, Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RecordPage } from '#web/kit/RecordPage.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column, View } from '#web/kit/workListTypes.ts';
import { problemOf } from '#web/problem.ts';
import { answerable, DELIVERY_STATE, deliveryFields, deliveryFilters, HEALTH } from '../deliveryList.ts';
import { Secrets } from '../parts/Secrets.tsx';
import { WebhookState } from '../parts/WebhookState.tsx';
import { kinds as allKinds, type DeliveryRow, deliveries, endpoint, programs, type Webhook } from '../questions.ts';

const views: View[] = [
  { id: 'all', label: 'All', search: {} },
  { id: 'failed', label: 'Failed', search: { state: 'failed' } },
  { id: 'waiting', label: 'Waiting', search: { state: 'waiting' } },
];
const noun = ['delivery', 'deliveries'] as const;
const columns: Column<DeliveryRow>[] = [
  { id: 'kind', label: 'Kind', cell: (row) => row.kind },
  {
    id: 'state',
    label: 'State',
    width: '130px',
    onPhone: true,
    cell: (row) => <StateBadge {...DELIVERY_STATE[row.state]} plain />,
  },
  { id: 'made', label: 'Made', width: '120px', onPhone: true, cell: (row) => <RelativeTime instant={row.madeAt} /> },
  { id: 'trouble', label: 'What went wrong', cell: (row) => row.trouble },
  { id: 'tries', label: 'Attempts', width: '90px', numeric: true, optional: true, cell: (row) => row.tries },
  {
    id: 'due',
    label: 'Tried next',
    width: '120px',
    optional: true,
    cell: (row) => (row.dueAt ? <RelativeTime instant={row.dueAt} /> : null),
  },
];

/** One webhook: how it fares, what became of all it was sent, its secrets, and how it ends. */
export default function OneWebhook() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const shown = useAsk(endpoint(id));
  const { kinds } = useAsk(allKinds);
  const known = useAsk(programs).programs;
  const fields = useMemo(() => deliveryFields(kinds), [kinds]);
  const handle = answerable(useList(fields));
  const found = useQuery({ ...deliveries(id, handle.list), placeholderData: keepPreviousData });
  const touches = { touches: ['webhooks'] };
  const test = useOperation((c) => c.webhooks.sendTest, {
    ...touches,
    onDone: () => showDone('A test is on its way.'),
  });
  const failed = useOperation((c) => c.webhooks.redeliverFailed, {
    ...touches,
    onDone: ({ count }) => showDone(`${count} ${noun[count === 1 ? 0 : 1]} sent again.`),
  });
  const redeliver = useOperation((c) => c.webhooks.redeliver, touches);
  const again = async (rows: DeliveryRow[]) => {
    const results = await Promise.allSettled(rows.map((row) => redeliver.mutateAsync({ id: row.id })));
    const no = results.filter((result) => result.status === 'rejected');
    const done = rows.length - no.length;
    const why = no[0] ? ` ${no.length} not: ${problemOf(no[0].reason).words}` : '';
    showDone(`${done} ${noun[done === 1 ? 0 : 1]} sent again.${why}`);
  };
  const error = test.error ?? failed.error ?? found.error;
  return (
    <RecordPage
      title={shown.address}
      above={<Link href="/settings/webhooks">Webhooks</Link>}
      state={<StateBadge {...HEALTH[shown.health]} />}
      lead={shown.words || undefined}
      actions={
        <>
          <Button component={Link} variant="default" href={`/settings/webhooks/${id}/change`}>
            Change webhook
          </Button>
          <Button onClick={() => test.mutate({ id })} loading={test.isPending} disabled={shown.health === 'disabled'}>
            Send a test
          </Button>
        </>
      }
      aside={<FactList facts={factsOf(shown, known.find((each) => each.id === shown.program)?.name)} />}
    >
      {error ? <Problem error={error} /> : null}
      <Trouble webhook={shown} />
      <WorkList
        id="webhook-deliveries"
        noun={noun}
        page={found.data ?? null}
        columns={columns}
        fields={fields}
        handle={handle}
        rowId={(row) => row.id}
        rowHref={(row) => `/settings/webhooks/deliveries/${row.id}`}
        rowName={(row) => `${row.kind}, ${DELIVERY_STATE[row.state].word}`}
        views={views}
        wordless
        actions={[
          {
            ...{ id: 'again', label: 'Send again', key: 's', icon: IconRefresh },
            may: (row) => row.state === 'succeeded' || row.state === 'failed',
            run: (rows) => void again(rows),
          },
        ]}
        tools={
          <>
            {shown.lately.failed > 0 ? (
              <Button
                size="sm"
                variant="default"
                loading={failed.isPending}
                onClick={() => failed.mutate({ endpoint: id, since: daysAgo(30) })}
              >
                Send all failed again
              </Button>
            ) : null}
            <ExportButton
              name="deliveries"
              part={(after) =>
                client.webhooks.exportDeliveries({
                  ...{ endpoint: id, ...deliveryFilters(handle.list) },
                  ...(after === null ? {} : { after }),
                })
              }
            />
          </>
        }
        empty={
          <EmptyState title="Nothing was sent yet">
            The next fact that this webhook hears stands here, with every attempt and its answer. Send a test to see one
            now.
          </EmptyState>
        }
      />
      <Secrets webhook={shown} />
      <WebhookState webhook={shown} />
    </RecordPage>
  );
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const why = {
  hand: 'Somebody disabled it. What happens meanwhile waits, and goes out when it is enabled.',
  gone: 'Its receiver answered that it is gone (410).',
  failing: 'Nothing arrived for five days, so it was disabled.',
};

function Trouble({ webhook: { health, disabledWhy, failingSince, restsUntil } }: { webhook: Webhook }) {
  if (health === 'disabled') return <Alert title="Disabled">{disabledWhy ? why[disabledWhy] : null}</Alert>;
  if (health === 'resting' && restsUntil)
    return (
      <Alert title="Its receiver asked for a rest">
        Nothing is sent until <RelativeTime instant={restsUntil} />.
      </Alert>
    );
  if (health === 'failing' && failingSince)
    return (
      <Alert title="It fails">
        Nothing has arrived since <RelativeTime instant={failingSince} />. Each delivery is tried for three days.
      </Alert>
    );
  return null;
}

function factsOf(shown: Webhook, program: string | undefined) {
  const when = (instant: string | null) => (instant === null ? null : <RelativeTime instant={instant} />);
  const { succeeded, failed, waiting } = shown.lately;
  return [
    { name: 'Hears', value: shown.kinds === null ? 'Everything' : shown.kinds.join(', ') },
    { name: 'Of', value: shown.program === null ? 'All programs' : (program ?? 'One program') },
    { name: 'Last 24 hours', value: `${succeeded} arrived, ${failed} failed, ${waiting} waiting` },
    { name: 'Last arrived', value: when(shown.succeededAt) },
    { name: 'Last failed', value: when(shown.failedAt) },
    { name: 'Added', value: when(shown.madeAt) },
  ];
}
