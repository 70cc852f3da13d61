import { Alert, Table, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { CopyText } from '#web/kit/CopyText.tsx';
import { FormGroup, SettingsPage } from '#web/kit/FormPage.tsx';
import { Link } from '#web/kit/Link.tsx';
import { endpoints } from '../questions.ts';

const healths = { well: 'Well', failing: 'Failing', resting: 'Resting, as its receiver asked', disabled: 'Disabled' };

/** Where facts are sent to, and how each fares. */
export default function Webhooks() {
  const { rows, held } = useAsk(endpoints);
  const [address, setAddress] = useState('');
  const [kinds, setKinds] = useState('');
  const add = useOperation((c) => c.webhooks.addEndpoint, { touches: ['webhooks'], onDone: () => setAddress('') });
  const wanted = kinds.split(/[\s,]+/).filter(Boolean);
  return (
    <SettingsPage
      title="Webhooks"
      lead="What happens here is sent to programs of yours, signed by the convention Standard Webhooks."
      submit="Add webhook"
      pending={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate({ address, kinds: wanted.length > 0 ? wanted : null })}
    >
      {held ? (
        <Alert title="Nothing goes out">Outgoing messages are held since the restore from a backup.</Alert>
      ) : null}
      {add.data ? (
        <Alert title="Its secret, shown this once" role="status">
          <CopyText text={add.data.secret} />
        </Alert>
      ) : null}
      {rows.length > 0 ? (
        <Table.ScrollContainer minWidth={480}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Address</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th>Last 24 hours</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td>
                    <Link href={`/settings/webhooks/${row.id}`}>{row.address}</Link>
                  </Table.Td>
                  <Table.Td>{healths[row.health]}</Table.Td>
                  <Table.Td>
                    {row.lately.succeeded} arrived, {row.lately.failed} failed, {row.lately.waiting} waiting
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : null}
      <FormGroup title="New webhook" purpose="Its secret is shown once, when it was added.">
        <TextInput
          label="Address"
          type="url"
          placeholder="https://example.org/hook"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <TextInput
          label="Kinds of facts"
          description="Such as application.approved, with a space between. Empty: all. The API reference lists them."
          value={kinds}
          onChange={(event) => setKinds(event.currentTarget.value)}
        />
      </FormGroup>
    </SettingsPage>
  );
}
