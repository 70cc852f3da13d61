import { Button, Stack, Switch, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { CopyText } from '#web/kit/CopyText.tsx';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { ActDialog, errorsOf } from '../parts/ActDialog.tsx';
import { type VerifierRow, verifiers } from '../questions.ts';

const touches = ['programs'];

/** Verifiers outside: where they are, where they tell us, and their secrets, which are shown once. */
export default function Verifiers() {
  const { verifiers: known, local } = useAsk(verifiers);
  const [changing, setChanging] = useState<VerifierRow | 'new' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const renew = useOperation((c) => c.programs.renewVerifierSecret, {
    touches,
    onDone: (made) => setSecret(made.secret),
  });
  const add = (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setChanging('new')}>
      Add verifier
    </Button>
  );
  return (
    <Page title="Verifiers" actions={known.length > 0 ? add : null}>
      <p>
        A policy that requires “external-verifier” names one by its code. <code>{local}</code> is always there: a person
        of the team verifies by hand.
      </p>
      {renew.error ? <Problem error={renew.error} /> : null}
      {secret === null ? null : (
        <Section title="The secret" framed>
          <p role="status">
            It is shown this once. Give it to the verifier: it signs what we send, and what it sends us.
          </p>
          <CopyText text={secret} />
        </Section>
      )}
      {known.length === 0 ? (
        <EmptyState title="No verifier outside" action={add}>
          Add one that speaks the protocol of verifiers, and name it in a policy.
        </EmptyState>
      ) : null}
      {known.map((one) => (
        <Section
          key={one.id}
          title={one.name}
          actions={
            <>
              <Button variant="default" size="compact-sm" onClick={() => setChanging(one)}>
                Change verifier
              </Button>
              <Button
                variant="default"
                size="compact-sm"
                loading={renew.isPending}
                onClick={() => renew.mutate({ id: one.id })}
              >
                New secret
              </Button>
            </>
          }
        >
          <FactList
            facts={[
              {
                name: 'State',
                value: <StateBadge state={one.on ? 'done' : 'paused'} word={one.on ? 'In use' : 'Not in use'} plain />,
              },
              { name: 'Code', value: <code>{one.code}</code> },
              { name: 'Its interface', value: one.url },
              { name: 'Tells us at', value: <CopyText text={one.webhook} /> },
              { name: 'Changed', value: <RelativeTime instant={one.changedAt} /> },
            ]}
          />
        </Section>
      ))}
      {changing ? (
        <VerifierDialog
          verifier={changing === 'new' ? null : changing}
          onClose={() => setChanging(null)}
          onSecret={setSecret}
        />
      ) : null}
    </Page>
  );
}

type DialogProps = { verifier: VerifierRow | null; onClose: () => void; onSecret: (secret: string) => void };

function VerifierDialog({ verifier, onClose, onSecret }: DialogProps) {
  const [entry, setEntry] = useState({
    code: verifier?.code ?? '',
    name: verifier?.name ?? '',
    url: verifier?.url ?? '',
    on: verifier?.on ?? true,
  });
  const add = useOperation((c) => c.programs.addVerifier, {
    touches,
    onDone: ({ secret }) => {
      onSecret(secret);
      onClose();
    },
  });
  const change = useOperation((c) => c.programs.changeVerifier, { touches, onDone: onClose });
  const { code, name, url, on } = entry;
  const error = add.error ?? change.error;
  const wrong = errorsOf(error);
  return (
    <ActDialog
      title={verifier ? `Change ${verifier.name}` : 'Add a verifier'}
      opened
      onClose={onClose}
      submit={verifier ? 'Save verifier' : 'Add verifier'}
      pending={add.isPending || change.isPending}
      error={error}
      onSubmit={() => (verifier ? change.mutate({ id: verifier.id, name, url, on }) : add.mutate({ code, name, url }))}
    >
      <Stack gap={12}>
        <TextInput
          label="Name"
          description="Applicants read it."
          value={name}
          maxLength={120}
          onChange={(event) => setEntry({ ...entry, name: event.currentTarget.value })}
          error={wrong.name}
          data-autofocus
        />
        {verifier ? null : (
          <TextInput
            label="Code"
            description="Policies name it so. Small letters, digits and hyphens; it stays."
            value={code}
            maxLength={60}
            onChange={(event) => setEntry({ ...entry, code: event.currentTarget.value })}
            error={wrong.code}
          />
        )}
        <TextInput
          label="Address of its interface"
          placeholder="https://verifier.example/api"
          value={url}
          maxLength={1000}
          onChange={(event) => setEntry({ ...entry, url: event.currentTarget.value })}
          error={wrong.url}
        />
        {verifier ? (
          <Switch
            label="In use"
            description="Out of use, its checks go to a person."
            checked={on}
            onChange={(event) => setEntry({ ...entry, on: event.currentTarget.checked })}
          />
        ) : null}
      </Stack>
    </ActDialog>
  );
}
