import { Alert, Button, Group } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import { useOperation } from '#web/ask.ts';
import { Link } from '#web/kit/Link.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { memberActs } from '../memberActs.ts';
import type { Member } from '../questions.ts';
import { touches } from './ActDialog.tsx';
import type { FieldsAct } from './FieldsDialog.tsx';

/** Mails to a member that did not arrive, until the owner has another address or somebody has seen to them. */
export function MemberBounces({ member, onAct }: { member: Member; onAct: (act: FieldsAct) => void }) {
  const handle = useOperation((c) => c.programs.handleBounce, {
    touches,
    onDone: () => showDone('Noted as seen to.'),
  });
  const open = member.bounces.filter((bounce) => bounce.open);
  if (open.length === 0) return null;
  return (
    <>
      {open.map((bounce) => (
        <Alert
          key={bounce.id}
          mb={10}
          color="red"
          icon={<IconMailOff size={18} aria-hidden />}
          title={`A mail to ${bounce.address ?? 'the member'} did not arrive`}
        >
          <p>
            {bounce.what}, <RelativeTime instant={bounce.at} />.{' '}
            {bounce.permanent ? 'The address takes no mail.' : 'The server gave up.'}{' '}
            {bounce.words ? `“${bounce.words}”` : null}{' '}
            <Link href={`/settings/incoming/${bounce.incoming}`}>Open the report</Link>
          </p>
          <Group gap={8}>
            {member.may.end && member.transfer === null ? (
              <Button size="compact-sm" onClick={() => onAct(memberActs.offerTransfer(member))}>
                Give another owner or address
              </Button>
            ) : null}
            {member.may.seeToMail ? (
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
