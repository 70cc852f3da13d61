/** The rules of verifiers outside: what their reports come to, what a code of the team does. Pure: no database, no clock, no network. */
import type { Objection } from './application.ts';
import type { Evidence, Outcome } from './checks/check.ts';

/** What a verifier can say. `initialised`: somebody began there, and nothing more is known. */
export const VERIFICATION_STATUSES = ['initialised', 'succeeded', 'rejected'] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];

export type Report = { status: VerificationStatus; feedback: string; at: string; way: 'webhook' | 'asked' | 'hand' };
/** What was asked of the verifier for one application, the newest first, each with its reports in any order. */
export type Asked = { askedAt: string; goesTo: string | null; reports: readonly Report[] };

const isFinal = ({ status }: Report): boolean => status !== 'initialised';

/** The report that counts: the last one that ends it; else the first word that it was begun. Reports may come in any order, and twice. */
export function reportOf(reports: readonly Report[]): Report | null {
  const byTime = reports.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
  return byTime.findLast(isFinal) ?? byTime[0] ?? null;
}

const WAYS = { webhook: 'told us', asked: 'answered when we asked', hand: 'a person of the team' };

/**
 * What a verification comes to. `verifier`: its name; `local`: a person of the team verifies by hand. `bypass`: when a code of the team
 * was entered.
 */
export function outcomeOfVerification(
  verifier: { name: string; local: boolean },
  asked: readonly Asked[],
  bypass: { usedAt: string; words: string } | null,
): Outcome {
  const from = { subject: verifier.name, href: null };
  if (bypass) {
    const words = 'A code that the team gave stands in for the verifier.';
    return {
      state: 'passed',
      words,
      evidence: [{ ...from, finding: 'good', words, source: 'The team', at: bypass.usedAt }],
    };
  }
  const [last] = asked;
  const report = last ? reportOf(last.reports) : null;
  if (!last || (!report && last.goesTo === null && !verifier.local))
    return verifier.local
      ? { state: 'unsure', words: 'A person of the team verifies this by hand.', evidence: [] }
      : { state: 'waiting', words: `We wait for you to go to ${verifier.name}.`, evidence: [] };
  if (!report)
    return verifier.local
      ? { state: 'unsure', words: 'A person of the team verifies this by hand.', evidence: [] }
      : { state: 'waiting', words: `${verifier.name} has not heard of you yet.`, evidence: [] };
  const source = report.way === 'hand' ? 'A person of the team' : `${verifier.name}, ${WAYS[report.way]}`;
  const found = (finding: Evidence['finding'], words: string): Evidence => ({
    ...from,
    finding,
    words,
    source,
    at: report.at,
  });
  switch (report.status) {
    case 'succeeded':
      return {
        state: 'passed',
        words: `${verifier.name} confirms it.`,
        evidence: [found('good', report.feedback === '' ? 'Verified.' : `Verified. “${report.feedback}”`)],
      };
    case 'rejected':
      return {
        state: 'failed',
        words: `${verifier.name} does not confirm it.`,
        evidence: [found('bad', report.feedback === '' ? 'Not verified.' : `Not verified. “${report.feedback}”`)],
      };
    case 'initialised':
      return {
        state: 'waiting',
        words: `Begun at ${verifier.name}; it is not known whether it goes on there or was given up.`,
        evidence: [found('unclear', 'Begun, and not ended since.')],
      };
  }
}

/** May the applicant go to the verifier (again)? Not after it ended there; a verification that nobody heard of since may be begun anew. */
export function mayBegin(asked: readonly Asked[], bypassed: boolean): Objection {
  const [last] = asked;
  const report = last ? reportOf(last.reports) : null;
  if (bypassed || report?.status === 'succeeded')
    return { rule: 'verification.done', words: 'You are verified already; there is nothing to do.' };
  if (report?.status === 'rejected')
    return {
      rule: 'verification.rejected',
      words: 'The verifier did not confirm it. Write us a message if you think that it is wrong.',
    };
  return null;
}

const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** A code that people read out and type: twelve letters and numbers that are not mistaken for others, in three groups. 58 bits. */
export function newBypassCode(random: (most: number) => number): string {
  const letters = Array.from({ length: 12 }, () => LETTERS[random(LETTERS.length)]);
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)].map((group) => group.join('')).join('-');
}

/** A code as it was typed, as it is compared: capitals, without the lines and spaces between. */
export const foldBypassCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
