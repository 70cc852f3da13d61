/** The rules of documents that applicants send: when one may be sent, what all tries come to. Pure: no database, no clock. */
import type { Objection } from './application.ts';
import type { Outcome } from './checks/check.ts';
import type { CheckParameters } from './policy/requirements.ts';

/** One try: a document, and what a person said of it. `sentOn` and `datedOn` are days (UTC). */
export type Try = {
  attempt: number;
  datedOn: string;
  sentOn: string;
  verdict: 'accepted' | 'rejected' | null;
  words: string;
  judgedAt: string | null;
};
type Rules = Pick<CheckParameters['document'], 'attempts' | 'daysValid'>;

/** Whole days from the document's own date to the day on which it was sent. */
const ageOf = ({ datedOn, sentOn }: Pick<Try, 'datedOn' | 'sentOn'>): number =>
  Temporal.PlainDate.from(datedOn).until(Temporal.PlainDate.from(sentOn)).days;

/** Is a document of this date of any use on this day? null: it is; else words for whoever gave it. */
export function dateFault(datedOn: string, today: string, { daysValid }: Pick<Rules, 'daysValid'>): string | null {
  const age = ageOf({ datedOn, sentOn: today });
  // A day ahead is today in the east.
  if (age < -1) return 'The date of the document lies in the future.';
  if (daysValid !== null && age > daysValid) return `The document is older than the ${daysValid} days that count.`;
  return null;
}

/** May another document be sent? The application itself has to be open; that is for `mayRerun` to say. */
export function maySend(tries: readonly Try[], { attempts }: Pick<Rules, 'attempts'>): Objection {
  if (tries.some(({ verdict }) => verdict === null))
    return {
      rule: 'document.waits',
      words: 'We have your document; a person looks at it. There is nothing to send now.',
    };
  if (tries.some(({ verdict }) => verdict === 'accepted'))
    return { rule: 'document.accepted', words: 'Your document was accepted; no other one is needed.' };
  if (tries.length >= attempts)
    return {
      rule: 'document.no-try-left',
      words: 'No try is left. Write us a message if you think that we are wrong.',
    };
  return null;
}

/** May somebody say of this try what it is worth? */
export function mayJudge(one: Pick<Try, 'verdict'> | undefined): Objection {
  if (!one) return { rule: 'document.unknown', words: 'There is no such document.' };
  return one.verdict === null ? null : { rule: 'document.judged', words: 'This document was judged already.' };
}

/** What the tries come to, as a check: waiting for the applicant, or for a person, or done. */
export function outcomeOfTries(tries: readonly Try[], rules: Rules): Outcome {
  const evidence = tries.flatMap((one) => {
    if (one.verdict === null || one.judgedAt === null) return [];
    const from = { subject: 'Document', source: 'A person of the team', at: one.judgedAt, href: null };
    const words =
      one.verdict === 'accepted'
        ? `Try ${one.attempt} was accepted. It is dated ${one.datedOn}, ${ageOf(one)} days before it was sent.`
        : `Try ${one.attempt} was not accepted: “${one.words}”`;
    return [{ ...from, finding: one.verdict === 'accepted' ? ('good' as const) : ('bad' as const), words }];
  });
  const accepted = tries.some(({ verdict }) => verdict === 'accepted');
  if (accepted)
    return { state: 'passed', words: 'A document shows it.', evidence: evidence.filter((e) => e.finding === 'good') };
  if (tries.some(({ verdict }) => verdict === null))
    return { state: 'unsure', words: 'A document is here; a person has to look.', evidence };
  if (tries.length >= rules.attempts)
    return { state: 'failed', words: 'No document was accepted, and no try is left.', evidence };
  return { state: 'waiting', words: 'We wait for a document.', evidence };
}
