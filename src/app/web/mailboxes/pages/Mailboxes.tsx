import { Button, Table } from '@mantine/core';
import { useAsk } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { healthOf } from '../health.ts';
import { mailboxes, programs } from '../questions.ts';

/** The mailboxes that answers come to, and how each fares. */
export default function Mailboxes() {
  const { rows } = useAsk(mailboxes);
  const known = useAsk(programs).programs;
  const add = (
    <Button component={Link} href="/settings/mailboxes/new">
      Add mailbox
    </Button>
  );
  return (
    <Page
      title="Mailboxes"
      lead="Where answers to the house’s mails come to, and reports about mails that did not arrive."
      actions={rows.length > 0 ? add : null}
    >
      {rows.length === 0 ? (
        <EmptyState title="No mailbox yet" action={add}>
          With a mailbox, what applicants answer by mail stands in the timeline of their application, and a decision
          that did not arrive is shown to somebody.
        </EmptyState>
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Mailbox</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th>Of</Table.Th>
                <Table.Th>Last mail</Table.Th>
                <Table.Th>Last 30 days</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>
                    <Link href={`/settings/mailboxes/${row.id}`}>{row.name}</Link>
                    <div style={{ color: 'var(--gh-text-2)', fontSize: 13 }}>{row.address}</div>
                  </Table.Td>
                  <Table.Td>
                    <StateBadge {...healthOf(row)} />
                  </Table.Td>
                  <Table.Td>
                    {row.program === null
                      ? 'All programs'
                      : (known.find(({ id }) => id === row.program)?.name ?? 'One program')}
                  </Table.Td>
                  <Table.Td>{row.cameAt ? <RelativeTime instant={row.cameAt} /> : 'None yet'}</Table.Td>
                  <Table.Td>
                    {row.lately.came} came
                    {row.lately.waiting > 0 ? `, ${row.lately.waiting} belong to nothing yet` : ''}
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
