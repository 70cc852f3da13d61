import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { RoleForm } from '../parts/RoleForm.tsx';
import classes from '../parts/rows.module.css';
import { type RoleRow, roles } from '../questions.ts';

/** The roles of the house: those that are built in, and those that owners made. */
export default function Roles() {
  const all = useAsk(roles).roles;
  const [editing, setEditing] = useState<RoleRow | 'new' | null>(null);
  const [retiring, setRetiring] = useState<RoleRow | null>(null);
  const close = () => setEditing(null);
  const made = all.filter((role) => role.made);
  return (
    <Page
      title="Roles"
      lead="A role is a set of permissions, given to an account for all programs or for one."
      actions={<Button onClick={() => setEditing('new')}>Make role</Button>}
    >
      <Section title="Of your own">
        {made.length === 0 ? (
          <p className={classes.quiet}>None yet. Make one where the built-in roles permit too much or too little.</p>
        ) : null}
        <ul className={classes.rows}>
          {made.map((role) => (
            <Row
              key={role.role}
              role={role}
              actions={
                role.retired ? null : (
                  <div className={classes.buttons}>
                    <Button
                      size="sm"
                      variant="default"
                      onClick={() => setEditing(role)}
                      aria-label={`Change role ${role.label}`}
                    >
                      Change role
                    </Button>
                    <Button
                      size="sm"
                      variant="default"
                      onClick={() => setRetiring(role)}
                      aria-label={`Retire role ${role.label}`}
                    >
                      Retire role
                    </Button>
                  </div>
                )
              }
            />
          ))}
        </ul>
      </Section>
      <Section title="Built in">
        <ul className={classes.rows}>
          {all
            .filter((role) => !role.made)
            .map((role) => (
              <Row key={role.role} role={role} actions={null} />
            ))}
        </ul>
      </Section>
      <Modal
        opened={editing !== null}
        onClose={close}
        size="lg"
        title={editing === 'new' || editing === null ? 'Make a role' : `Change ${editing.label}`}
      >
        {editing === null ? null : <RoleForm role={editing === 'new' ? null : editing} onDone={close} />}
      </Modal>
      <Modal opened={retiring !== null} onClose={() => setRetiring(null)} title={`Retire ${retiring?.label ?? ''}`}>
        {retiring === null ? null : <Retire role={retiring} onDone={() => setRetiring(null)} />}
      </Modal>
    </Page>
  );
}

function Row({ role, actions }: { role: RoleRow; actions: React.ReactNode }) {
  const known = useAsk(roles).permissions;
  const words = known.filter(({ name }) => role.permissions.includes(name));
  const people = counted(role.holders ?? 0, 'person', 'people');
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        {role.label} {role.retired ? <StateBadge state="paused" word="Retired" plain /> : null}
        {role.words === '' ? null : <div className={classes.quiet}>{role.words}</div>}
        <div className={classes.quiet}>
          {people}
          {role.likeManager && role.made ? '; counts as a manager where a second factor is asked of those' : ''}
        </div>
        <details className={classes.quiet}>
          <summary>
            {words.length} of {known.length} permissions<span className="gh-visually-hidden"> of {role.label}</span>
          </summary>
          <ul>
            {words.map((each) => (
              <li key={each.name}>
                {each.words} ({each.name})
              </li>
            ))}
          </ul>
        </details>
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </li>
  );
}

function Retire({ role, onDone }: { role: RoleRow; onDone: () => void }) {
  const [holders, setHolders] = useState<'keep' | 'end'>('keep');
  const retire = useOperation((c) => c.access.retireRole, {
    touches: ['access'],
    onDone: () => {
      showDone(`${role.label} is retired.`);
      onDone();
    },
  });
  return (
    <Stack gap={14}>
      <p style={{ margin: 0 }}>
        It cannot be given any more, and open invitations with it are withdrawn. This cannot be called back; a new role
        may have the same name.
      </p>
      <Radio.Group
        label={`Who has it now (${role.holders ?? 0})`}
        value={holders}
        onChange={(value) => setHolders(value === 'end' ? 'end' : 'keep')}
      >
        <Stack gap={6} mt={6}>
          <Radio value="keep" label="Keeps it" />
          <Radio value="end" label="Loses it now" />
        </Stack>
      </Radio.Group>
      {retire.isError ? <Problem error={retire.error} /> : null}
      <Group gap={8}>
        <Button color="red" loading={retire.isPending} onClick={() => retire.mutate({ id: role.role, holders })}>
          Retire role
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
