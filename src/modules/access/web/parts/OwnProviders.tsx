import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { ownKeys, ownProviders } from '../questions.ts';
import { Prove } from './Prove.tsx';
import classes from './rows.module.css';

/** The sign-in providers that one's own account is connected with; not there where there are none. */
export function OwnProviders() {
  const { links } = useAsk(ownProviders);
  const { proved } = useAsk(ownKeys);
  const [ending, setEnding] = useState<{ id: string; name: string } | null>(null);
  const disconnect = useOperation((c) => c.access.disconnectOwnProvider, {
    touches: ['access'],
    onDone: () => {
      setEnding(null);
      showDone('Your account is not connected with it any more.');
    },
  });
  const close = () => {
    disconnect.reset();
    setEnding(null);
  };
  if (links.length === 0) return null;
  return (
    <Section title="Sign-in providers">
      <ul className={classes.rows}>
        {links.map((link) => (
          <li key={link.id} className={classes.row}>
            <div className={classes.main}>
              {link.name}
              <div className={classes.quiet}>
                Last used <RelativeTime instant={link.lastUsedAt} />
              </div>
            </div>
            <div className={classes.actions}>
              <Button
                size="sm"
                variant="default"
                onClick={() => setEnding(link)}
                aria-label={`Disconnect ${link.name}`}
              >
                Disconnect
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Modal opened={ending !== null} onClose={close} title="Disconnect the provider" size="md">
        {ending === null ? null : proved ? (
          <div className={classes.form}>
            <p style={{ margin: 0 }}>
              {ending.name} does not sign in to your account any more. It is connected again when you come by it and it
              has verified your mail address.
            </p>
            {disconnect.isError ? <Problem error={disconnect.error} /> : null}
            <div className={classes.buttons}>
              <Button loading={disconnect.isPending} onClick={() => disconnect.mutate({ id: ending.id })}>
                Disconnect
              </Button>
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
            </div>
          </div>
        ) : (
          <Prove onCancel={close} />
        )}
      </Modal>
    </Section>
  );
}
