import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Problem } from '../kit/Problem.tsx';
import { hasPasskeys, passkeyTrouble, signInByPasskey } from './passkey.ts';

/** Signs in with a passkey alone. Not there where the browser has none. */
export function PasskeyButton({ onDone }: { onDone: () => void }) {
  const signIn = useMutation({ mutationFn: signInByPasskey, onSuccess: onDone });
  if (!hasPasskeys()) return null;
  const trouble = signIn.isError ? passkeyTrouble(signIn.error) : null;
  return (
    <div style={{ marginTop: 14 }}>
      <Button
        variant="default"
        fullWidth
        loading={signIn.isPending || signIn.isSuccess}
        onClick={() => signIn.mutate()}
      >
        Sign in with a passkey
      </Button>
      {trouble ? <p role="alert">{trouble}</p> : signIn.isError ? <Problem error={signIn.error} /> : null}
    </div>
  );
}
