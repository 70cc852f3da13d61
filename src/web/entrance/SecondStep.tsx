import { Button, Stack, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, useAsk, useOperation } from '../ask.ts';
import { Problem } from '../kit/Problem.tsx';
import { fieldErrors, problemOf } from '../problem.ts';
import { one, type Search } from '../search.ts';
import { EntranceFrame } from './EntranceFrame.tsx';
import { safeNext } from './next.ts';
import { PasskeyButton } from './PasskeyButton.tsx';
import { SetUpFactor } from './SetUpFactor.tsx';

const waiting = ask((c) => c.access.signInStep, {});

/** After the password: a code, or setting up what will give one. */
export default function SecondStep() {
  const { step, takes } = useAsk(waiting);
  const next = safeNext(one(useSearch({ strict: false }) as Search, 'next'));
  const goOn = () => location.assign(next);
  // A full load: what this page was told of the step before must not be shown for the next one.
  const again = (
    <p>
      <a href="/sign-in" style={{ color: 'var(--gh-accent)' }}>
        Begin again
      </a>
    </p>
  );
  if (step === null) {
    return (
      <EntranceFrame title="Sign in again" lead="The second step took too long, or was done already.">
        {again}
      </EntranceFrame>
    );
  }
  if (step === 'set-up') {
    return (
      <EntranceFrame
        title="Set up a second factor"
        lead="This organisation asks for one besides the password. It takes a minute, and an authenticator app."
      >
        <SetUpFactor done="I have kept them, go on" onDone={goOn} />
        {again}
      </EntranceFrame>
    );
  }
  return (
    <EntranceFrame title="Second factor" lead="The password was right. One more proof that it is you.">
      {takes.code || takes.recoveryCode ? <Code recovery={!takes.code} onDone={goOn} /> : null}
      {takes.passkey ? <PasskeyButton onDone={goOn} /> : null}
      {again}
    </EntranceFrame>
  );
}

function Code({ recovery, onDone }: { recovery: boolean; onDone: () => void }) {
  const [code, setCode] = useState('');
  const answer = useOperation((c) => c.access.answerFactor, { touches: [], onDone });
  const wrong = answer.isError ? fieldErrors(problemOf(answer.error)).code : undefined;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!answer.isPending) answer.mutate({ code });
      }}
    >
      <Stack gap={14} mt={20}>
        {answer.isError && !wrong ? <Problem error={answer.error} /> : null}
        <TextInput
          label={recovery ? 'Recovery code' : 'Code'}
          description={recovery ? undefined : 'Of your authenticator app; without it, one of your recovery codes.'}
          name="code"
          autoComplete="one-time-code"
          autoFocus
          maxLength={40}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={wrong}
        />
        <Button type="submit" fullWidth loading={answer.isPending || answer.isSuccess}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
