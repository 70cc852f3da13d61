import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { useMe } from '#web/me.ts';
import classes from './rows.module.css';

/** The name that colleagues see beside what one did. */
export function OwnName() {
  const { account } = useMe();
  const [name, setName] = useState(account.name);
  const rename = useOperation((c) => c.access.rename, { onDone: () => showDone('Your name is saved.') });
  return (
    <Section title="Name">
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!rename.isPending) rename.mutate({ name });
        }}
      >
        <TextInput
          label="Your name"
          description={`Signed in as ${account.mail}`}
          autoComplete="name"
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={name.trim() === '' ? 'Give a name.' : undefined}
        />
        {rename.isError ? <Problem error={rename.error} /> : null}
        <div className={classes.buttons}>
          <Button
            type="submit"
            loading={rename.isPending}
            disabled={name.trim() === '' || name.trim() === account.name}
          >
            Save name
          </Button>
        </div>
      </form>
    </Section>
  );
}
