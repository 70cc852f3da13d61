import { Alert, Button, Group } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useOperation } from '#web/ask.ts';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { Application } from '../questions.ts';
import { touches } from './ActDialog.tsx';

type Props = {
  bounces: readonly Application['bounces'][number][];
  /** To whom, where the address is not known any more: "the applicant". */
  whom: string;
  maySeeTo: boolean;
  /** The act that gives another address. */
  mend: ReactNode;
};

/** Mails that did not arrive and that nobody has seen to yet. */
export function BouncedMails({ bounces, whom, maySeeTo, mend }: Props) {
  const handle = useOperation((c) => c.programs.handleBounce, {
    touches,
    onDone: () => showDone('Noted as seen to.'),
  });
  const open = bounces.filter((bounce) => bounce.open);
  return (
    <>
      {open.map((bounce) => (
        <Alert
          key={bounce.id}
          mb={10}
          color="red"
          icon={<IconMailOff size={18} aria-hidden />}
          title={`A mail to ${bounce.address ?? whom} did not arrive`}
        >
          <p>
            {bounce.what}, <RelativeTime instant={bounce.at} />.{' '}
            {bounce.permanent ? 'The address takes no mail.' : 'The server gave up.'}{' '}
            {bounce.words ? `“${bounce.words}”` : null}{' '}
            <Link href={`/settings/incoming/${bounce.incoming}`}>Open the report</Link>
          </p>
          <Group gap={8}>
            {mend}
            {maySeeTo ? (
              <Button
                size="compact-sm"
                variant="default"
                loading={handle.isPending}
                onClick={() => handle.mutate({ bounce: bounce.id })}
              >
                Mark as seen to
              </Button>
            ) : null}
          </Group>
        </Alert>
      ))}
      {handle.error ? <Problem error={handle.error} /> : null}
    </>
  );
}
