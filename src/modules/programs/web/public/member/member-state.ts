import type { NoticeTone } from '#web/public/Notice.tsx';
import type { MemberShown } from '../../../public/ask.ts';
import type { MemberWords } from './words/index.ts';

/** What a member is told first: how the membership stands, and what they can do. Days are told in `zone` (IANA). */
export function memberState(
  member: MemberShown,
  zone: string,
  { say, day }: MemberWords,
): { tone: NoticeTone; title: string; words: string[] } {
  const { state, renewal, endsAt, breach } = member;
  const ends = endsAt === null ? '' : day(endsAt, zone);
  const title = say(`state.${state}`);
  switch (state) {
    case 'granted':
      return { tone: 'needs-you', title, words: [] };
    case 'active':
      return {
        tone: 'good',
        title,
        words: [
          renewal.mode === 'automatic'
            ? say('state.automatic-words', { day: ends })
            : say('state.active-words', { day: ends }),
        ],
      };
    case 'renewal-due':
      return renewal.pending
        ? { tone: 'plain', title, words: [say('state.due-sent', { day: ends })] }
        : { tone: 'needs-you', title, words: [say('state.due-words', { day: ends })] };
    case 'in-breach':
      return {
        tone: 'careful',
        title,
        words: breach ? [say('state.breach-words', { day: day(breach.cureUntil, zone) })] : [],
      };
    case 'lapsed': {
      const late = renewal.refusedBy === 'renewal.late' || renewal.graceUntil === null;
      return {
        tone: late || renewal.pending ? 'plain' : 'needs-you',
        title,
        words: [
          renewal.pending
            ? say('renew.pending')
            : late
              ? say('state.lapsed-late')
              : say('state.lapsed-words', { day: day(renewal.graceUntil ?? '', zone) }),
        ],
      };
    }
    case 'revoked':
      return { tone: 'careful', title, words: [say('state.over-words')] };
    default:
      return { tone: 'plain', title, words: [] };
  }
}
