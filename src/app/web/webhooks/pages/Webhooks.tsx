import { Alert, Button, Table } from '@mantine/core';
import { useAsk } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { HEALTH } from '../deliveryList.ts';
import { endpoints } from '../questions.ts';

/** Where facts are sent to, and how each fares. */
export default function Webhooks() {
  const { rows, held } = useAsk(endpoints);
  const add = (
    <Button component={Link} href="/settings/webhooks/new">
      Add webhook
    </Button>
  );
  return (
    <Page
      title="Webhooks"
      lead="What happens here is sent to programs of yours, signed by the convention Standard Webhooks."
      actions={rows.length > 0 ? add : null}
    >
      {held ? (
        <Alert title="Nothing goes out" mb={12}>
          Outgoing messages are held since the restore from a backup.
        </Alert>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState title="No webhooks yet" action={add}>
          A webhook tells a program of yours at once when an application comes in, is decided, or a coupon goes out.
        </EmptyState>
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Address</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th>Hears</Table.Th>
                <Table.Th>Last 24 hours</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>
                    <Link href={`/settings/webhooks/${row.id}`}>{row.address}</Link>
                    {row.words ? <div style={{ color: 'var(--gh-text-2)', fontSize: 13 }}>{row.words}</div> : null}
                  </Table.Td>
                  <Table.Td>
                    <StateBadge {...HEALTH[row.health]} />
                  </Table.Td>
                  <Table.Td>
                    {row.kinds === null ? 'Everything' : `${row.kinds.length} kind${row.kinds.length === 1 ? '' : 's'}`}
                  </Table.Td>
                  <Table.Td>
                    {row.lately.succeeded} arrived, {row.lately.failed} failed, {row.lately.waiting} waiting
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Page>
  );
}
