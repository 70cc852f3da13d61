import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { RecoveryCodes } from '#web/entrance/RecoveryCodes.tsx';
import { SetUpFactor } from '#web/entrance/SetUpFactor.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { ownKeys, passkeys } from '../questions.ts';
import { Prove } from './Prove.tsx';
import classes from './rows.module.css';

const titles = {
  add: 'Set up an authenticator app',
  remove: 'Remove the authenticator app',
  codes: 'Make new recovery codes',
};
type Doing = keyof typeof titles;

/** One's own second factor: authenticator app and recovery codes. */
export function OwnFactor() {
  const keys = useAsk(ownKeys);
  const hasPasskey = useAsk(passkeys).passkeys.length > 0;
  const queries = useQueryClient();
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => {
    setDoing(null);
    void queries.invalidateQueries({ queryKey: ownKeys.queryKey });
  };
  return (
    <Section
      title="Second factor"
      actions={
        keys.factor === null ? (
          <Button size="sm" variant="default" onClick={() => setDoing('add')}>
            Set up an app
          </Button>
        ) : null
      }
    >
      <p className={classes.quiet}>
        A code of an authenticator app, asked for after the password.
        {keys.needsFactor ? ' This organisation asks it of you.' : ''}
      </p>
      {keys.factor === null && !hasPasskey ? null : (
        <ul className={classes.rows}>
          {keys.factor === null ? null : (
            <li className={classes.row}>
              <div className={classes.main}>
                Authenticator app
                <div className={classes.quiet}>
                  Set up <RelativeTime instant={keys.factor.since} />
                </div>
              </div>
              <div className={classes.actions}>
                <Button size="sm" variant="default" onClick={() => setDoing('remove')}>
                  Remove app
                </Button>
              </div>
            </li>
          )}
          <li className={classes.row}>
            <div className={classes.main}>
              Recovery codes
              <div className={classes.quiet}>
                {keys.recoveryCodesLeft} of 10 left, for the day app or passkey is gone
              </div>
            </div>
            <div className={classes.actions}>
              <Button size="sm" variant="default" onClick={() => setDoing('codes')}>
                Make new codes
              </Button>
            </div>
          </li>
        </ul>
      )}
      <Modal opened={doing !== null} onClose={close} title={doing ? titles[doing] : ''} size="md">
        {doing === null ? null : keys.proved ? <Change doing={doing} onDone={close} /> : <Prove onCancel={close} />}
      </Modal>
    </Section>
  );
}

function Change({ doing, onDone }: { doing: Doing; onDone: () => void }) {
  const remove = useOperation((c) => c.access.removeFactor, {
    touches: [],
    onDone: () => {
      showDone('The authenticator app is removed.');
      onDone();
    },
  });
  const renew = useOperation((c) => c.access.renewRecoveryCodes, { touches: [] });
  if (doing === 'add') return <SetUpFactor done="I have kept them" onDone={onDone} />;
  if (renew.data) return <RecoveryCodes codes={renew.data.recoveryCodes} done="I have kept them" onDone={onDone} />;
  const act = doing === 'remove' ? remove : renew;
  return (
    <div className={classes.form}>
      <p style={{ margin: 0 }}>
        {doing === 'remove'
          ? 'From then on your password alone signs in, and the recovery codes open nothing.'
          : 'The codes you have now open nothing from then on.'}
      </p>
      {act.isError ? <Problem error={act.error} /> : null}
      <div className={classes.buttons}>
        <Button loading={act.isPending} onClick={() => act.mutate({})}>
          {doing === 'remove' ? 'Remove app' : 'Make new codes'}
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
