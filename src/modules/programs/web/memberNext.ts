import { shortDate } from '#web/kit/time.ts';
import type { Member } from './questions.ts';

/** What is to be done next with a membership, and why. */
export function memberNext(member: Member): string {
  const breach = member.breaches.find(({ resolvedAt }) => resolvedAt === null);
  const request = member.requests.find(({ decidedAt }) => decidedAt === null);
  const wanted = member.terms.flatMap((t) => t.entitlements).find((e) => e.wantedSince !== null && !e.replaced);
  if (member.bounces.some(({ open }) => open))
    return 'A mail to the member did not arrive: find another address, or note that it was seen to.';
  if (breach && !member.ending) {
    const answer = breach.answeredAt ? 'The member has answered' : 'The member has not answered yet';
    const over = Date.parse(breach.cureUntil) <= Date.now();
    return over
      ? `The time to put the breach right was over on ${shortDate(breach.cureUntil)}. ${answer}: resolve it.`
      : `A breach is open; the member has until ${shortDate(breach.cureUntil)} to put it right. ${answer}.`;
  }
  if (request)
    return request.kind === 'second'
      ? 'A second subscription was asked for. Somebody other than who asked decides.'
      : 'The member asks for another hosting.';
  if (member.review) return 'A review of activity is due: does the member stay, or become alumni?';
  if (member.transfer) return `It is offered to ${member.transfer.name}; both sides have to confirm.`;
  if (wanted) return `It waits for a code: none is left for ${wanted.sku}.`;
  if (member.renewal) return `Renewal is under way: ${member.renewal.number}.`;
  switch (member.state) {
    case 'granted':
      return 'Granted; the term begins when it is booked.';
    case 'renewal-due':
      return `The term ends on ${shortDate(member.endsAt ?? member.since)}. The member can renew it on their page; nothing is to be done by us.`;
    case 'lapsed':
      return member.graceUntil && Date.parse(member.graceUntil) > Date.now()
        ? `The term is over. Until ${shortDate(member.graceUntil)} it can be renewed as the same membership.`
        : 'The term is over for good. To come back, the member applies anew.';
    case 'revoked':
      return 'This membership was revoked.';
    case 'ended':
      return 'This membership was given back.';
    case 'alumni':
      return 'Alumni: they can be taken back.';
    default:
      return 'Nothing is to be done.';
  }
}
