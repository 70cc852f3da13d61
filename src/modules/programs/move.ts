import type { CheckState, Objection, Records } from './application.ts';
import { readAnswers } from './policy/answers.ts';
import { type Hosting, hostingsOf, type Offer, offerOf, tierFor } from './policy/benefit.ts';
import { same } from './policy/changes.ts';
import type { Answers } from './policy/condition.ts';
import type { FormField } from './policy/form.ts';
import type { CheckName, Requirement } from './policy/requirements.ts';
import type { Policy } from './policy.ts';

/** What of an application a move to another version of its policy looks at. */
export type Movable = {
  records: Records;
  erased: boolean;
  /** The version it is judged by now, with the promise as it was given. */
  version: number;
  policy: Policy;
  hosting: Hosting | null;
  /** What was answered, with the country, the kind and the year that conditions can ask about. */
  answers: Answers;
  known: Answers;
  statements: readonly { code: string; words: string }[];
  /** The version of the privacy notice that was agreed to last. */
  agreed: string | null;
  namesRepositories: boolean;
  appealOpen: boolean;
  proposalOpen: boolean;
  exceptionOpen: boolean;
  /** The open question asks for what an earlier move found missing: it gives way to the next. */
  askedByMove: boolean;
  scored: boolean;
  /** The round that it came in within; null: none. */
  round: string | null;
};
export type Version = { version: number; policy: Policy };

/** What the applicant is asked because of a move: names of fields, codes of statements, and whether the privacy notice is another one. */
export type Asks = { fields: string[]; statements: string[]; privacy: boolean };
type Countable = { fields: readonly unknown[]; statements: readonly unknown[]; privacy: boolean };

/** What a move would do with an application. */
export type Move = {
  checks: Record<'kept' | 'anew' | 'added' | 'dropped', string[]>;
  asks: Asks;
  /** Checks that are new and wait for something only the applicant can do. */
  toDo: string[];
  hosting: Hosting | null;
  tier: { before: string | null; after: string | null };
  offer: { before: Offer; after: Offer };
  /** Business days: never more than were promised. */
  promiseDays: number;
  /** The rule of the policy would approve at once. */
  approves: boolean;
};

/** Checks that read what was answered; they wait until what is missing was answered. */
export const READ_ANSWERS: readonly string[] = ['answers-meet', 'funding', 'not-customer'];
/** New ones wait for something that only the applicant can do. */
const NEED_APPLICANT: readonly string[] = ['control-proved', 'document', 'external-verifier'];

export const asksAnything = ({ fields, statements, privacy }: Countable): boolean =>
  fields.length > 0 || statements.length > 0 || privacy;

/**
 * May the application be judged by that version from now on? Not once it is decided or ended; not back to an older version; not while
 * somebody's answer within the old one is waited for; and not where the version needs what cannot be asked with a question.
 */
export function mayMove(m: Movable, to: Version): Objection {
  return ended(m) ?? notNewer(m, to) ?? underReview(m, to) ?? cannotAsk(m, to.policy) ?? cannotAskNow(m, to.policy);
}

function ended({ records, erased, appealOpen }: Movable): Objection {
  if (erased) return { rule: 'application.erased', words: 'The personal values of this application were erased.' };
  if (records.withdrawn) return { rule: 'application.withdrawn', words: 'This application was withdrawn.' };
  if (appealOpen)
    return {
      rule: 'move.appeal-open',
      words: 'An appeal waits for its answer, by the version that was decided under.',
    };
  return records.decision
    ? { rule: 'application.already-decided', words: 'This application has been decided already.' }
    : null;
}

function notNewer({ version }: Movable, to: Version): Objection {
  if (to.version === version)
    return { rule: 'move.same-version', words: `It is judged by version ${version} already.` };
  return to.version < version
    ? {
        rule: 'move.older-version',
        words: `It is judged by version ${version}, which is newer. Nothing is moved back.`,
      }
    : null;
}

function underReview(m: Movable, { policy }: Version): Objection {
  if (m.round !== null && m.policy.review.scoring !== null)
    return {
      rule: 'move.in-round',
      words: `It competes in the round “${m.round}”, where all are judged by the same version. Decide the round first, or remove it.`,
    };
  if (m.scored && !same(m.policy.review.scoring, policy.review.scoring))
    return { rule: 'move.scored', words: 'It has been scored by criteria that the version does not have.' };
  if (m.proposalOpen)
    return { rule: 'move.proposal-open', words: 'A decision is proposed and waits for a second opinion.' };
  return m.exceptionOpen
    ? { rule: 'move.exception-open', words: 'An exception is asked for and waits for its answer.' }
    : null;
}

/** What the form asks besides fields and signatures is not asked again by a question. */
function cannotAsk(m: Movable, policy: Policy): Objection {
  if (policy.form.subject !== m.policy.form.subject)
    return { rule: 'move.subject', words: 'The version is for others: it asks for the name of something else.' };
  if (policy.form.repositories && !m.namesRepositories)
    return { rule: 'move.repositories', words: 'The version asks for repositories, and this application names none.' };
  const hostings = hostingsOf(policy.benefit);
  if (hostings.length > 0 && hostingUnder(m, policy) === null)
    return { rule: 'move.hosting', words: 'The version does not offer what was asked for (hosting).' };
  return null;
}

/** One question at a time, and none before the address is known to be theirs. */
function cannotAskNow(m: Movable, policy: Policy): Objection {
  if (!asksAnything(asksUnder(m, policy))) return null;
  if (!m.records.mailConfirmed)
    return {
      rule: 'application.mail-not-confirmed',
      words: 'Something would have to be asked, and the mail address is not confirmed yet.',
    };
  return asksOtherwise(m)
    ? { rule: 'application.question-open', words: 'Something would have to be asked, and a question is open already.' }
    : null;
}

/** The team asked something that has nothing to do with moving. */
const asksOtherwise = ({ records, askedByMove }: Movable): boolean => records.openQuestion && !askedByMove;

/** The hosting it would have; one that is the only one offered needs no asking. */
function hostingUnder({ hosting }: Movable, { benefit }: Policy): Hosting | null {
  const hostings = hostingsOf(benefit);
  if (hosting !== null) return hostings.includes(hosting) ? hosting : null;
  return hostings.length === 1 ? (hostings[0] ?? null) : null;
}

/** What conditions can ask about besides the answers. */
function knownUnder(m: Movable, policy: Policy): Answers {
  const hosting = hostingUnder(m, policy);
  return { ...m.known, ...(hosting === null ? {} : { hosting }) };
}

function asksUnder(m: Movable, policy: Policy): Asks {
  return {
    fields: fieldsToAsk(policy.form.fields, m.answers, knownUnder(m, policy)),
    statements: policy.statements
      .filter(({ code, words }) => !m.statements.some((signed) => signed.code === code && signed.words === words))
      .map(({ code }) => code),
    privacy: m.agreed !== policy.privacy.version || !same(m.policy.privacy, policy.privacy),
  };
}

/** What the move would do. Pure; ask `mayMove` first. */
export function moveTo(m: Movable, { policy }: Version): Move {
  const hosting = hostingUnder(m, policy);
  const checks = checksUnder(m, policy);
  const asks = asksUnder(m, policy);
  const all = { ...m.answers, ...knownUnder(m, policy) };
  const tier = { before: tierFor(m.policy.benefit, { ...m.answers, ...m.known }), after: tierFor(policy.benefit, all) };
  return {
    checks,
    asks,
    toDo: m.records.mailConfirmed ? toDoUnder(m, policy, checks) : [],
    hosting,
    tier,
    offer: {
      before: offerOf(m.policy.benefit, m.hosting, tier.before),
      after: offerOf(policy.benefit, hosting, tier.after),
    },
    promiseDays: Math.min(m.policy.promiseDays, policy.promiseDays),
    approves: approvesAtOnce(m, policy, checks, asks, tier.after),
  };
}

function checksUnder({ policy: now, records }: Movable, policy: Policy): Move['checks'] {
  const were = new Map(now.requirements.map((each) => [each.check as string, each]));
  const alike = (is: Requirement) => {
    const was = were.get(is.check);
    const rules = is.check !== 'country-allowed' || same(now.embargo, policy.embargo);
    return was !== undefined && rules && same(was.with, is.with);
  };
  const is = policy.requirements;
  const there = ({ check }: Requirement) => records.checks.has(check);
  const names = (all: readonly Requirement[]): string[] => all.map(({ check }) => check);
  return {
    kept: names(is.filter((each) => there(each) && alike(each))),
    anew: names(is.filter((each) => there(each) && !alike(each))),
    added: names(is.filter((each) => !there(each))),
    dropped: [...records.checks.keys()].filter((name) => !is.some(({ check }) => check === name)),
  };
}

/** What the applicant has to do for checks: all new ones of theirs, and another verifier than the one they went to. */
function toDoUnder(m: Movable, policy: Policy, { added, anew }: Move['checks']): string[] {
  const verifier = ({ requirements }: Policy) =>
    requirements.flatMap((each) => (each.check === 'external-verifier' ? [each.with.verifier] : []))[0];
  const other = anew.includes('external-verifier') && verifier(m.policy) !== verifier(policy);
  return [...added.filter((name) => NEED_APPLICANT.includes(name)), ...(other ? ['external-verifier'] : [])];
}

/** Fields that are asked and not answered well, with those that are asked only by what is answered there. */
function fieldsToAsk(fields: readonly FormField[], answers: Answers, known: Answers): string[] {
  const { faults } = readAnswers(fields, answers, known);
  const wanted = new Set(faults.map(({ field }) => field.replace(/^answers\./, '')));
  for (const field of fields)
    if (answers[field.name] === undefined && field.when.some((condition) => wanted.has(condition.field)))
      wanted.add(field.name);
  return fields.filter(({ name }) => wanted.has(name)).map(({ name }) => name);
}

function approvesAtOnce(
  m: Movable,
  { automatic, review, benefit }: Policy,
  { kept, anew, added }: Move['checks'],
  asks: Asks,
  tier: string | null,
): boolean {
  const { records } = m;
  const passed = (name: string): boolean => records.checks.get(name as CheckName) === ('passed' satisfies CheckState);
  return (
    automatic &&
    review.scoring === null &&
    records.mailConfirmed &&
    !asksOtherwise(m) &&
    !records.reopened &&
    !asksAnything(asks) &&
    anew.length + added.length === 0 &&
    kept.every(passed) &&
    (benefit.tiers.length === 0 || tier !== null)
  );
}
