import { Button } from '@mantine/core';
import { memberActs } from '../memberActs.ts';
import type { Member } from '../questions.ts';
import { BouncedMails } from './BouncedMails.tsx';
import type { FieldsAct } from './FieldsDialog.tsx';

/** Mails to a member that did not arrive, until the owner has another address or somebody has seen to them. */
export function MemberBounces({ member, onAct }: { member: Member; onAct: (act: FieldsAct) => void }) {
  const { may, transfer, bounces } = member;
  const mend =
    may.end && transfer === null ? (
      <Button size="compact-sm" onClick={() => onAct(memberActs.offerTransfer(member))}>
        Give another owner or address
      </Button>
    ) : null;
  return <BouncedMails bounces={bounces} whom="the member" maySeeTo={may.seeToMail} mend={mend} />;
}
