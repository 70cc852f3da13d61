import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { addPasskey, hasPasskeys, passkeyTrouble } from '#web/entrance/passkey.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { ownKeys, passkeys } from '../questions.ts';
import { Prove } from './Prove.tsx';
import classes from './rows.module.css';

type Passkey = { id: string; name: string };
type Doing = { add: true } | { rename: Passkey } | { remove: Passkey };

/** One's own passkeys. */
export function OwnPasskeys() {
  const own = useAsk(passkeys).passkeys;
  const { proved } = useAsk(ownKeys);
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);
  const title =
    doing === null
      ? ''
      : 'add' in doing
        ? 'Add a passkey'
        : 'rename' in doing
          ? 'Rename the passkey'
          : 'Remove the passkey';
  return (
    <Section
      title="Passkeys"
      actions={
        hasPasskeys() ? (
          <Button size="sm" variant="default" onClick={() => setDoing({ add: true })}>
            Add passkey
          </Button>
        ) : null
      }
    >
      <p className={classes.quiet}>
        A passkey is kept by your device and opened by finger, face or code. It signs in alone, without password.
      </p>
      <ul className={classes.rows}>
        {own.map((each) => (
          <li key={each.id} className={classes.row}>
            <div className={classes.main}>
              {each.name}
              <div className={classes.quiet}>
                {each.synced ? 'Kept on several devices' : 'On one device'},{' '}
                {each.lastUsedAt === null ? (
                  'never used'
                ) : (
                  <>
                    last used <RelativeTime instant={each.lastUsedAt} />
                  </>
                )}
              </div>
            </div>
            <div className={classes.actions}>
              <div className={classes.buttons}>
                <Button
                  size="sm"
                  variant="default"
                  onClick={() => setDoing({ rename: each })}
                  aria-label={`Rename passkey ${each.name}`}
                >
                  Rename
                </Button>
                <Button
                  size="sm"
                  variant="default"
                  onClick={() => setDoing({ remove: each })}
                  aria-label={`Remove passkey ${each.name}`}
                >
                  Remove
                </Button>
              </div>
            </div>
          </li>
        ))}
      </ul>
      <Modal opened={doing !== null} onClose={close} title={title} size="md">
        {doing === null ? null : !proved && !('rename' in doing) ? (
          <Prove onCancel={close} />
        ) : 'remove' in doing ? (
          <Remove passkey={doing.remove} onDone={close} />
        ) : (
          <Name passkey={'rename' in doing ? doing.rename : null} onDone={close} />
        )}
      </Modal>
    </Section>
  );
}

/** The name of a passkey: of a new one, which the browser makes then, or another name for one that is there. */
function Name({ passkey, onDone }: { passkey: Passkey | null; onDone: () => void }) {
  const [name, setName] = useState(passkey?.name ?? '');
  const [missing, setMissing] = useState(false);
  const queries = useQueryClient();
  const finish = async (words: string) => {
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'access' });
    showDone(words);
    onDone();
  };
  const add = useMutation({ mutationFn: addPasskey, onSuccess: () => finish('The passkey is added.') });
  const rename = useOperation((c) => c.access.renamePasskey, {
    touches: [],
    onDone: () => finish('The passkey is renamed.'),
  });
  const work = passkey === null ? add : rename;
  const trouble = add.isError ? passkeyTrouble(add.error) : null;
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setMissing(name.trim() === '');
        if (name.trim() === '' || work.isPending) return;
        if (passkey === null) add.mutate(name);
        else rename.mutate({ id: passkey.id, name });
      }}
    >
      <TextInput
        label="Name"
        description="By which you will know it again."
        placeholder="Laptop at work"
        maxLength={120}
        autoComplete="off"
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={missing ? 'Give a name.' : undefined}
      />
      {trouble ? <p role="alert">{trouble}</p> : work.isError ? <Problem error={work.error} /> : null}
      <div className={classes.buttons}>
        <Button type="submit" loading={work.isPending}>
          {passkey === null ? 'Make the passkey' : 'Rename passkey'}
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function Remove({ passkey, onDone }: { passkey: Passkey; onDone: () => void }) {
  const remove = useOperation((c) => c.access.removePasskey, {
    touches: ['access'],
    onDone: () => {
      showDone('The passkey is removed.');
      onDone();
    },
  });
  return (
    <div className={classes.form}>
      <p style={{ margin: 0 }}>“{passkey.name}” opens nothing here from then on. Delete it on your device as well.</p>
      {remove.isError ? <Problem error={remove.error} /> : null}
      <div className={classes.buttons}>
        <Button loading={remove.isPending} onClick={() => remove.mutate({ id: passkey.id })}>
          Remove passkey
        </Button>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
