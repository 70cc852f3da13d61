import type { NoticeTone } from '#web/public/Notice.tsx';
import type { Application } from './types.ts';
import { count, dayWords, whenWords } from './words.ts';

/** What happens next, by when, and why. */
export type Next = { tone: NoticeTone; title: string; words: string[] };

/** The words for an applicant. Instants are told in `zone` (IANA); `program` days are business days of its calendar. */
export function nextOf(application: Application, zone: string): Next {
  const { stage, clock, program, decision, membership, may } = application;
  const promise = `The ${program.name} promises an answer within ${count(clock.promiseDays, 'business day')} after the mail address was confirmed; days in which we wait for you do not count.`;
  const due = dueWords(application, zone);
  switch (stage) {
    case 'confirming':
      return {
        tone: 'needs-you',
        title: 'Your turn: confirm your mail address',
        words: ['Open the link in the mail that we sent you. Our clock starts then.'],
      };
    case 'proving':
      return {
        tone: 'needs-you',
        title: 'Your turn: show that you control the project',
        words: [
          'Place the token below in the project, then tell us. It protects projects from strangers who apply in their name.',
          'Our clock stands still until then.',
        ],
      };
    case 'checking':
      return {
        tone: may.proveControl ? 'needs-you' : 'plain',
        title: may.proveControl ? 'Your turn: place the token, while our checks run' : 'Our checks are running',
        words: [
          'The checks read your repositories. They take some minutes; look at this page again then.',
          ...due,
          promise,
        ],
      };
    case 'review':
      return {
        tone: 'plain',
        title: 'A person is looking at your application',
        words: [...due, promise, 'There is nothing you need to do now.'],
      };
    case 'needs-info':
      return {
        tone: 'needs-you',
        title: 'Your turn: answer our question',
        words: ['We need to know something before we can decide. Our clock stands still until you answer.'],
      };
    case 'approved':
      return {
        tone: 'needs-you',
        title: decision ? 'Approved. Your turn: accept the agreement' : 'A person is looking at your application',
        words: ['Read the agreement below and accept it. The coupon follows at once.'],
      };
    case 'awaiting-coupon':
      return {
        tone: 'plain',
        title: 'Your coupon is on its way',
        words: [
          'We mail it to you as soon as it is there, and it appears on this page. There is nothing you need to do now.',
        ],
      };
    case 'coupon-sent':
      return {
        tone: 'needs-you',
        title: 'Your turn: redeem the coupon',
        words: [
          'The membership becomes active when the shop tells us that the coupon was redeemed; that can take some days.',
        ],
      };
    case 'active':
      return {
        tone: 'good',
        title: 'The membership is active',
        words: membership ? [`It ends on ${dayWords(membership.endsAt, zone)}. It does not renew by itself.`] : [],
      };
    case 'refused':
      return {
        tone: 'careful',
        title: 'We could not approve the application',
        words: [
          'The reason, and what you can do, stand below. If you think that we are wrong, write to us; a person reads it.',
        ],
      };
    case 'withdrawn':
      return {
        tone: 'plain',
        title: 'This application has ended',
        words: [
          'It was withdrawn, or it lapsed because nothing was confirmed in time. You can apply again at any time.',
        ],
      };
  }
}

function dueWords({ clock }: Application, zone: string): string[] {
  if (!clock.dueAt) return [];
  const when = whenWords(clock.dueAt, zone);
  if (clock.health === 'late')
    return [`We promised you an answer by ${when} and are late. We are sorry; your application is not forgotten.`];
  const left =
    clock.daysLeft === null ? '' : ` (${count(Math.max(0, Math.ceil(clock.daysLeft)), 'business day')} left)`;
  return [`You hear from us by ${when}${left}.`];
}
