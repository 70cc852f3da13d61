import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { NextAction } from '#web/kit/RecordPage.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { memberActs } from '../memberActs.ts';
import { memberNext } from '../memberNext.ts';
import type { Member } from '../questions.ts';
import { ActButton } from './ActButton.tsx';
import { touches } from './ActDialog.tsx';
import type { FieldsAct } from './FieldsDialog.tsx';

/** What is to be done next with a membership and why, with its buttons and their letters. */
export function MemberNextStep({ member, onAct }: { member: Member; onAct: (act: FieldsAct) => void }) {
  const end = useOperation((c) => c.programs.endTransfer, {
    touches,
    onDone: () => showDone('The offer was taken back.'),
  });
  const { may } = member;
  const request = member.requests.find(({ mayDecide }) => mayDecide);
  return (
    <>
      <NextAction words={memberNext(member)}>
        {may.resolveBreach ? (
          <ActButton letter="r" onPress={() => onAct(memberActs.resolveBreach(member))}>
            Resolve breach
          </ActButton>
        ) : null}
        {request ? (
          <ActButton letter="d" onPress={() => onAct(memberActs.decideRequest(request))}>
            Decide request
          </ActButton>
        ) : null}
        {may.manage && member.review ? (
          <ActButton letter="a" onPress={() => onAct(memberActs.decideActivity(member))}>
            Close review
          </ActButton>
        ) : null}
        {may.reinstate ? (
          <ActButton letter="t" onPress={() => onAct(memberActs.reinstate(member))}>
            Take member back
          </ActButton>
        ) : null}
        {may.manage && member.levels.length > 0 ? (
          <ActButton variant="default" letter="l" onPress={() => onAct(memberActs.changeLevel(member))}>
            Change level
          </ActButton>
        ) : null}
        {may.give && member.secondSubscription ? (
          <ActButton variant="default" letter="s" onPress={() => onAct(memberActs.askSecond(member))}>
            Ask for a second
          </ActButton>
        ) : null}
        {may.end && member.transfer === null ? (
          <ActButton variant="default" letter="o" onPress={() => onAct(memberActs.offerTransfer(member))}>
            Change owner
          </ActButton>
        ) : null}
        {may.end && member.transfer !== null ? (
          <ActButton variant="default" letter="o" loading={end.isPending} onPress={() => end.mutate({ id: member.id })}>
            Take offer back
          </ActButton>
        ) : null}
        {may.openBreach ? (
          <ActButton variant="default" letter="b" onPress={() => onAct(memberActs.openBreach(member))}>
            Open breach
          </ActButton>
        ) : null}
        {may.end ? (
          <ActButton variant="default" letter="e" onPress={() => onAct(memberActs.endMembership(member))}>
            End membership
          </ActButton>
        ) : null}
      </NextAction>
      {end.isError ? <Problem error={end.error} /> : null}
    </>
  );
}
