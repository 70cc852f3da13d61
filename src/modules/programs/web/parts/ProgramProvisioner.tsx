import { Button, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { CopyText } from '#web/kit/CopyText.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { type Program, provisioner } from '../questions.ts';
import { ActDialog, errorsOf } from './ActDialog.tsx';

const touches = ['programs'];

/**
 * Where a program asks the shop to provision what members were granted: the address, the secret that signs (shown once), and how the
 * requests fare. Shown where the policy delivers so, or an address is set.
 */
export function ProgramProvisioner({ program }: { program: Program }) {
  const { data, error } = useQuery(provisioner(program.id));
  const [setting, setSetting] = useState(false);
  const [stopping, setStopping] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const renew = useOperation((c) => c.programs.setProvisioner, { touches, onDone: (made) => setSecret(made.secret) });
  if (error)
    return (
      <Section title="Direct provisioning">
        <Problem error={error} />
      </Section>
    );
  if (!data || (data.address === null && program.policy.benefit.delivery !== 'webhook')) return null;
  const { address, hint, setAt, unconfirmed, failed } = data;
  return (
    <Section title="Direct provisioning">
      {address === null ? (
        <p>
          The policy has members provisioned by requests to the shop, but no address is set to which they could go.
          Until then they wait; bookings can be confirmed by hand.
        </p>
      ) : (
        <FactList
          facts={[
            { name: 'Requests go to', value: address },
            {
              name: 'Signed by',
              value: hint === null ? null : `a secret that ends in ${hint}`,
            },
            { name: 'Set', value: setAt === null ? null : <RelativeTime instant={setAt} /> },
            { name: 'Not confirmed yet', value: counted(unconfirmed, 'request') },
            { name: 'Given up', value: counted(failed, 'request') },
          ]}
        />
      )}
      <Group gap={8} my={10}>
        <Button variant="default" size="compact-sm" onClick={() => setSetting(true)}>
          {address === null ? 'Set address' : 'Change address'}
        </Button>
        {address === null ? null : (
          <>
            <Button
              variant="default"
              size="compact-sm"
              loading={renew.isPending}
              onClick={() => renew.mutate({ program: program.id, address })}
            >
              New secret
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setStopping(true)}>
              Stop requests
            </Button>
          </>
        )}
      </Group>
      {secret === null ? null : (
        <>
          <p role="status">
            The secret is shown this once. Give it to the shop: it signs what we send from now on. What had been given
            up is asked anew.
          </p>
          <CopyText text={secret} />
        </>
      )}
      {renew.error ? <Problem error={renew.error} /> : null}
      <AddressDialog
        program={program.id}
        address={address}
        opened={setting}
        onClose={() => setSetting(false)}
        onSecret={setSecret}
      />
      <StopDialog
        program={program.id}
        opened={stopping}
        onClose={() => setStopping(false)}
        onDone={() => setSecret(null)}
      />
    </Section>
  );
}

function AddressDialog(props: {
  program: string;
  address: string | null;
  opened: boolean;
  onClose: () => void;
  onSecret: (secret: string) => void;
}) {
  const [address, setAddress] = useState<string | null>(null);
  const set = useOperation((c) => c.programs.setProvisioner, {
    touches,
    onDone: ({ secret }) => {
      props.onSecret(secret);
      setAddress(null);
      props.onClose();
    },
  });
  const written = address ?? props.address ?? '';
  return (
    <ActDialog
      title="Where requests go"
      opened={props.opened}
      onClose={props.onClose}
      submit="Set address"
      pending={set.isPending}
      error={set.error}
      onSubmit={() => set.mutate({ program: props.program, address: written })}
    >
      <TextInput
        label="Address of the shop’s interface"
        description="Signed requests go there, by Standard Webhooks. A new secret is made, and the one before signs no more."
        placeholder="https://shop.example/guildhall"
        type="url"
        required
        maxLength={2000}
        value={written}
        onChange={(event) => setAddress(event.currentTarget.value)}
        error={errorsOf(set.error).address}
        data-autofocus
      />
    </ActDialog>
  );
}

function StopDialog(props: { program: string; opened: boolean; onClose: () => void; onDone: () => void }) {
  const stop = useOperation((c) => c.programs.removeProvisioner, {
    touches,
    onDone: () => {
      props.onDone();
      props.onClose();
      showDone('No more requests are sent. Confirm by hand what waits.');
    },
  });
  return (
    <ActDialog
      title="Stop requests to the shop"
      opened={props.opened}
      onClose={props.onClose}
      submit="Stop requests"
      danger
      pending={stop.isPending}
      error={stop.error}
      onSubmit={() => stop.mutate({ program: props.program })}
    >
      <p>Address and secret are forgotten. What waits to be provisioned stays, and is confirmed by hand.</p>
    </ActDialog>
  );
}
