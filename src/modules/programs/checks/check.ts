import type { Run } from '#kernel/jobs/job.ts';
import type { Net } from '#modules/connectors';
import type { Answers } from '../policy/condition.ts';
import type { CheckName, Requirement } from '../policy/requirements.ts';

/** One finding: what was looked at, what was found, from where and when. */
export type Evidence = {
  subject: string;
  finding: 'good' | 'bad' | 'unclear' | 'unavailable';
  words: string;
  source: string;
  at: string;
  href: string | null;
};

/** What a check came to. `waiting`: the applicant has to do something first. */
export type Outcome = {
  state: 'passed' | 'failed' | 'unsure' | 'unavailable' | 'waiting';
  words: string;
  evidence: Evidence[];
};

/** What checks look at: the application as it stands when the check runs. */
export type Checked = {
  id: string;
  program: string;
  identity: string;
  organisation: string | null;
  country: string | null;
  namespaceKey: string | null;
  namespaceUrl: string | null;
  repositories: { key: string; url: string }[];
  proofToken: string;
  /** What forges said when the applicant signed in there, by the key of the place, newest first. */
  forgeProofs: {
    place: string;
    proves: boolean;
    /** Projects of the place that strangers cannot see; null where the forge did not say. */
    hidden: number | null;
    words: string;
    source: string;
    at: Temporal.Instant;
  }[];
  mailConfirmedAt: Temporal.Instant | null;
  submittedAt: Temporal.Instant;
  /** Where mail goes to; null once it was erased. */
  address: string | null;
  /** Who takes part: the project, institution or company. */
  subject: string;
  embargo: readonly string[];
  /** What the policy requires, and what it set of each check (`parametersOf`). */
  requirements: readonly Requirement[];
  /** What was answered in the form, with what conditions can ask about besides: country, hosting, kind. */
  answers: Answers;
};

export type Tools = { run: Run; net: Net; listing: Listing };
/** Every repository of the application, worked out once for the checks that run together. */
export type Listing = () => Promise<RepositoryList>;
export type RepositoryList = { repositories: { key: string; url: string }[]; evidence: Evidence[]; complete: boolean };

export type Check = { name: CheckName; title: string; run: (application: Checked, tools: Tools) => Promise<Outcome> };

/** Several findings as one outcome: one bad is bad, else one unclear is unsure, else one unavailable is unavailable. */
export function outcomeOf(
  evidence: Evidence[],
  words: { passed: string; failed: string; unsure: string; unavailable: string },
): Outcome {
  const has = (finding: Evidence['finding']) => evidence.some((e) => e.finding === finding);
  const state =
    evidence.length === 0
      ? 'unsure'
      : has('bad')
        ? 'failed'
        : has('unclear')
          ? 'unsure'
          : has('unavailable')
            ? 'unavailable'
            : 'passed';
  return { state, words: words[state], evidence };
}
