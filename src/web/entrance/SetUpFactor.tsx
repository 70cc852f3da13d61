import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useOperation } from '../ask.ts';
import { CopyText } from '../kit/CopyText.tsx';
import { Problem } from '../kit/Problem.tsx';
import { fieldErrors, problemOf } from '../problem.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';

/** Sets an authenticator app up: the picture to scan, the first code, the recovery codes. `onDone` when they were kept. */
export function SetUpFactor({ done, onDone }: { done: string; onDone: () => void }) {
  const [code, setCode] = useState('');
  const start = useOperation((c) => c.access.startFactor, { touches: [] });
  const confirm = useOperation((c) => c.access.confirmFactor, { touches: [] });
  const { mutate } = start;
  useEffect(() => mutate({}), [mutate]);
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} done={done} onDone={onDone} />;
  if (start.isError) return <Problem error={start.error} onRetry={() => mutate({})} />;
  const begun = start.data;
  if (!begun) return <p aria-busy="true">One moment.</p>;
  const wrong = confirm.isError ? fieldErrors(problemOf(confirm.error)).code : undefined;
  return (
    <form
      noValidate
      style={{ display: 'flex', flexDirection: 'column', gap: 'var(--gh-3)', marginTop: 'var(--gh-3)' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!confirm.isPending) confirm.mutate({ factor: begun.factor, code });
      }}
    >
      <p style={{ margin: 0 }}>Scan this picture with an authenticator app on your telephone.</p>
      <img
        src={`data:image/svg+xml,${encodeURIComponent(begun.picture)}`}
        alt="QR code that holds the secret written below"
        width={200}
        height={200}
        style={{ background: '#fff', borderRadius: 6 }}
      />
      <div>
        <p style={{ margin: '0 0 4px', color: 'var(--gh-text-2)', fontSize: 13 }}>
          If the app cannot scan, type this secret into it:
        </p>
        <CopyText text={begun.secret} />
      </div>
      {confirm.isError && !wrong ? <Problem error={confirm.error} /> : null}
      <TextInput
        label="Code that the app shows now"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={wrong}
      />
      <div>
        <Button type="submit" loading={confirm.isPending}>
          Turn the second factor on
        </Button>
      </div>
    </form>
  );
}
