import type { NoticeTone } from '#web/public/Notice.tsx';
import type { Application, Tasks } from './types.ts';
import type { Words } from './words/index.ts';

/** What happens next, by when, and why. */
export type Next = { tone: NoticeTone; title: string; words: string[] };

/** What an applicant is told. Instants are told in `zone` (IANA); days are business days of the program's calendar. */
export function nextOf(
  application: Application,
  zone: string,
  words: Words,
  tasks: Tasks = { document: null, verification: null },
): Next {
  const { stage, clock, program, decision, membership, may } = application;
  const { say, day } = words;
  const promise = say('next.promise', { program: program.name, days: clock.promiseDays });
  const due = dueWords(application, zone, words);
  switch (stage) {
    case 'confirming':
      return { tone: 'needs-you', title: say('next.confirming'), words: [say('next.confirming-words')] };
    case 'proving':
      if (!application.may.proveControl && tasks.verification?.mayBegin)
        return {
          tone: 'needs-you',
          title: say('next.verification'),
          words: [say('next.verification-words'), say('next.proving-clock')],
        };
      if (!application.may.proveControl && tasks.document?.maySend)
        return {
          tone: 'needs-you',
          title: say('next.document'),
          words: [say('next.document-words'), say('next.proving-clock')],
        };
      return {
        tone: 'needs-you',
        title: say('next.proving'),
        words: [say('next.proving-words'), say('next.proving-clock')],
      };
    case 'checking':
      return {
        tone: may.proveControl ? 'needs-you' : 'plain',
        title: may.proveControl ? say('next.checking-prove') : say('next.checking'),
        words: [say('next.checking-words'), ...due, promise],
      };
    case 'review':
      return { tone: 'plain', title: say('next.review'), words: [...due, promise, say('next.review-words')] };
    case 'needs-info':
      return { tone: 'needs-you', title: say('next.needs-info'), words: [say('next.needs-info-words')] };
    case 'approved':
      return {
        tone: 'needs-you',
        title: decision ? say('next.approved') : say('next.review'),
        words: [say('next.approved-words')],
      };
    case 'awaiting-coupon':
      return { tone: 'plain', title: say('next.awaiting-coupon'), words: [say('next.awaiting-coupon-words')] };
    case 'coupon-sent':
      return { tone: 'needs-you', title: say('next.coupon-sent'), words: [say('next.coupon-sent-words')] };
    case 'active':
      return {
        tone: 'good',
        title: say('next.active'),
        words: membership ? [say('next.active-words', { day: day(membership.endsAt, zone) })] : [],
      };
    case 'refused':
      return { tone: 'careful', title: say('next.refused'), words: [say('next.refused-words')] };
    case 'withdrawn':
      return { tone: 'plain', title: say('next.withdrawn'), words: [say('next.withdrawn-words')] };
  }
}

function dueWords({ clock }: Application, zone: string, { say, when }: Words): string[] {
  if (!clock.dueAt) return [];
  const due = when(clock.dueAt, zone);
  if (clock.health === 'late') return [say('next.late', { when: due })];
  if (clock.daysLeft === null) return [say('next.due', { when: due })];
  return [say('next.due-left', { when: due, days: Math.max(0, Math.ceil(clock.daysLeft)) })];
}
