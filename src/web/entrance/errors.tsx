import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { EmptyState } from '../kit/EmptyState.tsx';
import { Link } from '../kit/Link.tsx';
import { Problem } from '../kit/Problem.tsx';
import { problemOf } from '../problem.ts';
import { EntranceFrame } from './EntranceFrame.tsx';

/** Shown in place of a page that threw. Knows "not there" and "not for you" from real faults. */
export function ErrorPage({ error, reset }: { error: unknown; reset?: () => void }) {
  const router = useRouter();
  const { kind } = problemOf(error);
  if (kind === 'not-found') return <NotFoundPage />;
  if (kind === 'forbidden') return <ForbiddenPage />;
  const retry = () => {
    reset?.();
    router.invalidate();
  };
  return (
    <div style={{ maxWidth: 640, margin: '32px auto', padding: '0 16px' }}>
      <h1 className="gh-visually-hidden">This page could not be shown</h1>
      <Problem error={error} onRetry={retry} />
    </div>
  );
}

export function NotFoundPage() {
  return (
    <EmptyState title="Nothing is at this address" action={<HomeButton />}>
      <h1 className="gh-visually-hidden">Not found</h1>
      The page may have been removed, or the address is incomplete.
    </EmptyState>
  );
}

export function ForbiddenPage() {
  return (
    <EmptyState title="This page is not open to your role" action={<HomeButton />}>
      <h1 className="gh-visually-hidden">Not allowed</h1>
      An owner of this organisation can grant it under Settings, People with access.
    </EmptyState>
  );
}

/** In place of a page outside the house that threw: mostly a link whose key is used or too old. */
export function OutsideError({ error }: { error: unknown }) {
  const { kind, words } = problemOf(error);
  if (kind === 'not-found' || kind === 'refused' || kind === 'invalid') return <DeadLink words={words} />;
  return (
    <EntranceFrame title="This page could not be shown">
      <div style={{ marginTop: 16 }}>
        <Problem error={error} onRetry={() => location.reload()} />
      </div>
    </EntranceFrame>
  );
}

/** For links whose key is missing, used or too old. */
export function DeadLink({ words }: { words: string }) {
  return (
    <EntranceFrame title="This link does not work any more" lead={words}>
      <p>
        <Link href="/sign-in">Go to sign-in</Link>
      </p>
    </EntranceFrame>
  );
}

const HomeButton = () => (
  <Button component={Link} href="/" variant="default">
    Go to home
  </Button>
);
