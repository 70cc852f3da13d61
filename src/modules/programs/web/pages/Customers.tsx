import { Button } from '@mantine/core';
import { IconFileImport, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column } from '#web/kit/workListTypes.ts';
import { BringCustomers } from '../parts/BringCustomers.tsx';
import { type CustomerRow, customers, customersInput } from '../questions.ts';

const noun = ['customer', 'customers'] as const;
const columns: Column<CustomerRow>[] = [
  { id: 'name', label: 'Name', cell: (row) => row.name, onPhone: true },
  { id: 'number', label: 'Number', cell: (row) => row.number, width: '160px', onPhone: true },
  { id: 'domains', label: 'Mail domains', cell: (row) => row.domains.join(', '), width: '240px' },
  { id: 'paid', label: 'Last paid on', cell: (row) => row.lastPaidOn, width: '130px', onPhone: true },
  {
    id: 'brought',
    label: 'Brought',
    cell: (row) => <RelativeTime instant={row.broughtAt} />,
    width: '130px',
    optional: true,
  },
];

/** The list of paying customers against which programs check that an applicant is none. */
export default function Customers() {
  const handle = useList([]);
  const { list } = handle;
  const page = useAsk(customers(list));
  const [bringing, setBringing] = useState(false);
  const remove = useOperation((c) => c.programs.removeCustomers, { touches: ['programs'] });
  const bring = (
    <Button leftSection={<IconFileImport size={15} aria-hidden />} onClick={() => setBringing(true)}>
      Bring a list
    </Button>
  );
  return (
    <Page title="Paying customers" actions={bring}>
      {remove.isError ? <Problem error={remove.error} /> : null}
      <WorkList
        id="customers"
        noun={noun}
        page={page}
        columns={columns}
        fields={[]}
        handle={handle}
        rowId={(row) => row.id}
        rowHref={(row) => `/programs/customers?peek=${row.id}`}
        rowName={(row) => `${row.name}, ${row.number}`}
        peek={(row) => (
          <FactList
            facts={[
              { name: 'Number', value: row.number },
              { name: 'Mail domains', value: row.domains.join(', ') },
              { name: 'Last paid on', value: row.lastPaidOn },
              { name: 'Brought', value: <RelativeTime instant={row.broughtAt} /> },
            ]}
          />
        )}
        actions={[
          {
            id: 'remove',
            label: 'Take off the list',
            icon: IconTrash,
            danger: true,
            run: (rows) => remove.mutate({ ids: rows.map(({ id }) => id) }),
          },
        ]}
        tools={
          page.rows.length > 0 ? (
            <ExportButton
              name="customers"
              part={(after) => {
                const { limit: _, ...filters } = customersInput({ ...list, after });
                return client.programs.exportCustomers(filters);
              }}
            />
          ) : null
        }
        empty={
          <EmptyState title="No list of customers yet" action={bring}>
            Bring a CSV of the companies that pay, with number and name, and if you know them mail domains and the day
            of the last payment. A program that requires “not a paying customer” compares applicants with it.
          </EmptyState>
        }
      />
      <BringCustomers opened={bringing} onClose={() => setBringing(false)} />
    </Page>
  );
}
