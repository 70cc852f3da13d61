import type { Objection } from './application.ts';

/** The rules of asking people how satisfied they are. Pure: no database, no clock. Days are of 24 hours. */

/** After a decision took effect: not at once, so that there is something to tell of; and not of what is long over. */
export const AFTER_DECISION = { fromDays: 5, beforeDays: 35 } as const;
/** A member is asked within so many days after each year of membership. */
export const AFTER_YEAR_DAYS = 30;
/** Nobody is asked twice within so many days, whichever programs they have to do with. */
export const QUIET_DAYS = 90;
/** For so long an asking can be answered; */
export const ANSWER_DAYS = 60;
/** for so long from the first answer on it can be changed. */
export const CHANGE_DAYS = 14;
/** For so long comments are kept; scores stay, without saying whose they are. */
export const COMMENT_DAYS = 730;

export const LEAST_SCORE = 1;
export const MOST_SCORE = 5;

type Asking = {
  askedAt: Temporal.Instant;
  answeredAt: Temporal.Instant | null;
  erased: boolean;
};

const later = (at: Temporal.Instant, days: number): Temporal.Instant => at.add({ hours: 24 * days });
const notYet = (now: Temporal.Instant, until: Temporal.Instant) => Temporal.Instant.compare(now, until) < 0;

/** Until when it can be answered, or the answer changed; half-open. */
export const answerableUntil = ({ askedAt, answeredAt }: Asking): Temporal.Instant =>
  answeredAt ? later(answeredAt, CHANGE_DAYS) : later(askedAt, ANSWER_DAYS);

/** May this be answered, or the answer changed, now? */
export function mayAnswerAsking(asking: Asking, now: Temporal.Instant): Objection {
  if (asking.erased)
    return { rule: 'asking.erased', words: 'What was written here has been erased. It cannot be answered any more.' };
  if (notYet(now, answerableUntil(asking))) return null;
  return asking.answeredAt
    ? { rule: 'asking.final', words: 'The time in which you could change your answer is over.' }
    : { rule: 'asking.closed', words: 'The time in which you could answer is over.' };
}

/** What is known of somebody before they are asked. */
export type Askable = {
  address: string | null;
  erased: boolean;
  withdrawn: boolean;
  /** They asked us to look again, and wait for an answer. */
  appealing: boolean;
  stopped: boolean;
  /** The last mail to their address did not arrive. */
  unreachable: boolean;
  lastAsked: Temporal.Instant | null;
};

/** May this person be asked now? */
export function mayAsk(person: Askable, now: Temporal.Instant): Objection {
  if (person.erased || person.address === null)
    return { rule: 'asking.nobody', words: 'Nobody is left to ask: the personal values were erased.' };
  if (person.withdrawn) return { rule: 'asking.withdrawn', words: 'The application was withdrawn.' };
  if (person.appealing) return { rule: 'asking.appealing', words: 'An appeal waits for an answer.' };
  if (person.stopped) return { rule: 'asking.stopped', words: 'They do not want to be asked.' };
  if (person.unreachable) return { rule: 'asking.unreachable', words: 'The last mail to them did not arrive.' };
  if (person.lastAsked && notYet(now, later(person.lastAsked, QUIET_DAYS)))
    return { rule: 'asking.quiet', words: `They were asked within the last ${QUIET_DAYS} days.` };
  return null;
}
