import { Alert, Button, Group, Table } from '@mantine/core';
import { useParams, useSearch } from '@tanstack/react-router';
import { useAsk, useOperation } from '#web/ask.ts';
import { CopyText } from '#web/kit/CopyText.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { deliveries, endpoint, partFrom } from '../questions.ts';

const states = ['waiting', 'succeeded', 'failed'] as const;

/** One webhook: its secrets, and what became of what it was sent. */
export default function OneWebhook() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const part = partFrom(useSearch({ strict: false }) as Record<string, unknown>);
  const shown = useAsk(endpoint(id));
  const { rows, next } = useAsk(deliveries(id, part));
  const touches = { touches: ['webhooks'] };
  const test = useOperation((c) => c.webhooks.sendTest, touches);
  const rotate = useOperation((c) => c.webhooks.rotateSecret, touches);
  const enable = useOperation((c) => c.webhooks.enableEndpoint, touches);
  const disable = useOperation((c) => c.webhooks.disableEndpoint, touches);
  const error = test.error ?? rotate.error ?? enable.error ?? disable.error;
  const home = `/settings/webhooks/${id}`;
  return (
    <Page
      title={shown.address}
      above={<Link href="/settings/webhooks">Webhooks</Link>}
      lead={`Hears ${shown.kinds?.join(', ') ?? 'everything'}. Secrets that sign end in ${shown.secrets.map((s) => s.hint).join(' and ')}.`}
      actions={
        <Group gap={8}>
          <Button onClick={() => test.mutate({ id })} loading={test.isPending} disabled={shown.health === 'disabled'}>
            Send a test
          </Button>
          <Button variant="default" onClick={() => rotate.mutate({ id })} loading={rotate.isPending}>
            Make a new secret
          </Button>
          {shown.health === 'disabled' ? (
            <Button variant="default" onClick={() => enable.mutate({ id })}>
              Enable webhook
            </Button>
          ) : (
            <Button variant="default" onClick={() => disable.mutate({ id })}>
              Disable webhook
            </Button>
          )}
        </Group>
      }
    >
      {error ? <Problem error={error} /> : null}
      {rotate.data ? (
        <Alert title="The new secret, shown this once" role="status">
          <CopyText text={rotate.data.secret} /> The old one signs as well for 24 hours.
        </Alert>
      ) : null}
      <Group gap={8} my={12}>
        <Link href={home}>All deliveries</Link>
        {states.map((state) => (
          <Link key={state} href={`${home}?state=${state}`} aria-current={part.state === state ? 'true' : undefined}>
            {state}
          </Link>
        ))}
      </Group>
      <Table.ScrollContainer minWidth={480}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Kind</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th>Made</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>
                  <Link href={`/settings/webhooks/deliveries/${row.id}`}>{row.kind}</Link>
                </Table.Td>
                <Table.Td>{row.trouble ? `${row.state}: ${row.trouble}` : row.state}</Table.Td>
                <Table.Td>
                  <RelativeTime instant={row.madeAt} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {next ? (
        <Link href={`${home}?${part.state ? `state=${part.state}&` : ''}after=${encodeURIComponent(next)}`}>
          Older deliveries
        </Link>
      ) : null}
    </Page>
  );
}
