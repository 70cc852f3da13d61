import { z } from 'zod';
import { command, givenDay, givenInstant, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { linkKey, programRef, stage, words } from './shapes.ts';

const ofApplication = { kind: 'application', field: 'id' } as const;
const person = z.string();

const ofRound = { kind: 'round', field: 'id' } as const;
const points = z.record(z.string().max(60), z.number().min(0).max(100).nullable());
const round = z.object({
  id,
  name: z.string(),
  /** What came in from then ... */
  opensAt: instant,
  /** ... until before then. */
  closesAt: instant,
  places: z.number().int().nullable(),
  threshold: z.number().nullable(),
});
const roundInput = {
  name: words(120),
  opensAt: givenInstant,
  closesAt: givenInstant,
  /** So many can be taken; null: nobody said. */
  places: z.number().int().min(1).max(1_000_000).nullable().default(null),
  /** The least score to be taken, 0 to 100; null: none. */
  threshold: z.number().min(0).max(100).nullable().default(null),
};

/** What was done about an application beside its decision in force, as its page shows it; the latest first. */
export const review = z.object({
  /** Decisions that were told and taken up again, and ends by silence. */
  earlier: z.array(
    z.object({
      id,
      verdict: z.enum(['approved', 'refused']).nullable(),
      reason: z.string().nullable(),
      words: z.string(),
      /** null: the rule of the policy, or silence. */
      by: person.nullable(),
      at: instant,
      reopened: z.object({ at: instant, by: person.nullable(), words: z.string() }),
    }),
  ),
  appeals: z.array(
    z.object({
      id,
      words: z.string(),
      at: instant,
      answer: z.object({ upheld: z.boolean(), words: z.string(), by: person.nullable(), at: instant }).nullable(),
    }),
  ),
  /** We wait, and it ends by itself: when, whether the applicant was told, and until when time was given. */
  silence: z.object({ endsAt: instant, told: z.boolean(), moreTime: instant.nullable() }).nullable(),
  /** Decisions that were proposed to a second person. */
  proposals: z.array(
    z.object({
      id,
      verdict: z.enum(['approved', 'refused']),
      reason: z.string().nullable(),
      tier: z.string().nullable(),
      words: z.string(),
      by: person,
      at: instant,
      answer: z.object({ agreed: z.boolean(), words: z.string(), by: person.nullable(), at: instant }).nullable(),
      ended: z.boolean(),
    }),
  ),
  /** null: applications of this program are not scored. */
  scoring: z
    .object({
      criteria: z.array(
        z.object({
          code: z.string(),
          label: z.string(),
          words: z.string(),
          weight: z.number(),
          most: z.number().int(),
        }),
      ),
      combine: z.enum(['mean', 'median']),
      blind: z.boolean(),
      leastReviewers: z.number().int(),
      /** 0 to 100; null: no score, or not to be seen yet. */
      score: z.number().nullable(),
      /** How many scored it. */
      scores: z.number().int(),
      /** Scores are not to be seen by the viewer (yet). */
      hidden: z.boolean(),
      sheets: z.array(
        z.object({
          by: person,
          mine: z.boolean(),
          points,
          total: z.number().nullable(),
          words: z.string(),
          at: instant,
        }),
      ),
    })
    .nullable(),
  checklist: z.array(
    z.object({ code: z.string(), words: z.string(), ticked: z.object({ by: person, at: instant }).nullable() }),
  ),
  exceptions: z.array(
    z.object({
      id,
      requirements: z.array(z.object({ name: z.string(), title: z.string() })),
      reason: z.string(),
      by: person,
      at: instant,
      needed: z.number().int(),
      state: z.enum(['open', 'granted', 'denied', 'ended']),
      votes: z.array(z.object({ by: person, agrees: z.boolean(), words: z.string(), at: instant })),
    }),
  ),
  /** What a decision takes: whether two people make it, and in which tiers it can approve. */
  takes: z.object({
    second: z.object({ approved: z.boolean(), refused: z.boolean() }),
    tiers: z.array(z.object({ code: z.string(), label: z.string() })),
    usualTier: z.string().nullable(),
  }),
  /** Who must not judge it and why; `declared`: by themselves, and not found by the house. */
  conflicts: z.array(
    z.object({ account: id, name: person, words: z.string(), declared: z.boolean(), mine: z.boolean() }),
  ),
  /** Why the viewer may not do what they might expect to, by act. */
  mayNot: z.object({
    answerAppeal: z.string().nullable(),
    decide: z.string().nullable(),
    answerProposal: z.string().nullable(),
    answerException: z.string().nullable(),
    score: z.string().nullable(),
  }),
});

export const workbenchContract = {
  reopenApplication: command({
    path: '/programs/applications/{id}/reopen',
    permission: 'applications.decide',
    scope: ofApplication,
    summary: 'Take a refused application, or one that ended by silence, up again; the applicant is mailed the words',
    input: z.object({ id, words: words(4000) }),
    output: nothing,
  }),
  answerAppeal: command({
    path: '/programs/applications/{id}/appeal/answer',
    permission: 'applications.decide',
    scope: ofApplication,
    summary:
      'Answer an appeal against a decision of others: uphold it, which re-opens, or deny it; the applicant is told why',
    input: z.object({ id, upheld: z.boolean(), words: words(4000) }),
    output: nothing,
  }),
  giveMoreTime: command({
    path: '/programs/applications/{id}/more-time',
    permission: 'applications.review',
    scope: ofApplication,
    summary:
      'Give an applicant for whom we wait time until the end of a day: the application does not end by silence before',
    input: z.object({ id, until: givenDay }),
    output: nothing,
  }),
  remindApplicant: command({
    path: '/programs/applications/{id}/remind',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Mail the applicant once more what we wait for; once a day at most',
    input: z.object({ id }),
    output: nothing,
  }),
  proposeDecision: command({
    path: '/programs/applications/{id}/proposal',
    permission: 'applications.decide',
    scope: ofApplication,
    summary: 'Propose a decision where the policy asks for a second opinion; another person agrees or disagrees',
    input: z.object({
      id,
      verdict: z.enum(['approved', 'refused']),
      /** refused: a code of the policy's list. */
      reason: z.string().max(60).optional(),
      words: z.string().trim().max(4000).default(''),
      tier: z.string().max(60).optional(),
    }),
    output: nothing,
  }),
  answerProposal: command({
    path: '/programs/applications/{id}/proposal/answer',
    permission: 'applications.decide',
    scope: ofApplication,
    summary: 'Give the second opinion: agree, and it is decided in both names, or disagree with words among colleagues',
    input: z.object({ id, agrees: z.boolean(), words: words(4000) }),
    output: z.object({ finalAt: instant.nullable() }),
  }),
  takeBackProposal: command({
    path: '/programs/applications/{id}/proposal/take-back',
    permission: 'applications.decide',
    scope: ofApplication,
    summary: 'Take one’s own proposal back',
    input: z.object({ id }),
    output: nothing,
  }),
  tickItem: command({
    method: 'PUT',
    path: '/programs/applications/{id}/checklist/{item}',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Tick an entry of the checklist, or take the tick away',
    input: z.object({ id, item: z.string().max(60), ticked: z.boolean() }),
    output: nothing,
  }),
  askException: command({
    path: '/programs/applications/{id}/exception',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Ask others to agree to an exception from requirements that are not met',
    input: z.object({ id, requirements: z.array(z.string().max(60)).min(1).max(20), reason: words(4000) }),
    output: nothing,
  }),
  answerException: command({
    path: '/programs/applications/{id}/exception/answer',
    permission: 'exceptions.approve',
    scope: ofApplication,
    summary: 'Agree to an exception that somebody else asked for, or not',
    input: z.object({ id, agrees: z.boolean(), words: words(4000) }),
    output: z.object({ outcome: z.enum(['granted', 'denied', 'open']) }),
  }),
  takeBackException: command({
    path: '/programs/applications/{id}/exception/take-back',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Ask for an exception no more',
    input: z.object({ id }),
    output: nothing,
  }),
  scoreApplication: command({
    method: 'PUT',
    path: '/programs/applications/{id}/score',
    permission: 'applications.review',
    scope: ofApplication,
    summary:
      'Score an application by the criteria of its policy; null abstains. A new sheet takes the place of one’s old one',
    input: z.object({ id, points, words: z.string().trim().max(4000).default('') }),
    output: nothing,
  }),
  listRounds: query({
    path: '/programs/{program}/rounds',
    permission: 'applications.read',
    scope: { kind: 'program', field: 'program' },
    summary: 'The rounds of a program',
    input: z.object({ program: id }),
    output: z.object({
      scores: z.boolean(),
      rounds: z.array(
        round.extend({
          applications: z.number().int(),
          /** How many of them the viewer scored. */
          mine: z.number().int(),
        }),
      ),
    }),
  }),
  makeRound: command({
    path: '/programs/{program}/rounds',
    permission: 'programs.manage',
    scope: { kind: 'program', field: 'program' },
    summary: 'Make a round: what comes in within its window is ranked together',
    input: z.object({ program: id, ...roundInput }),
    output: z.object({ id }),
  }),
  changeRound: command({
    method: 'PUT',
    path: '/programs/rounds/{id}',
    permission: 'programs.manage',
    scope: ofRound,
    summary: 'Give a round another name, window or bounds',
    input: z.object({ id, ...roundInput }),
    output: nothing,
  }),
  removeRound: command({
    method: 'DELETE',
    path: '/programs/rounds/{id}',
    permission: 'programs.manage',
    scope: ofRound,
    summary: 'Remove a round; its applications and their scores stay',
    input: z.object({ id }),
    output: nothing,
  }),
  roundRanking: query({
    path: '/programs/rounds/{id}',
    permission: 'applications.read',
    scope: ofRound,
    summary: 'The ranking of a round: scores, ranks, ties, and who is in by places and threshold',
    input: z.object({ id }),
    output: z.object({
      round,
      program: programRef,
      combine: z.enum(['mean', 'median']),
      leastReviewers: z.number().int(),
      more: z.boolean(),
      rows: z.array(
        z.object({
          id,
          number: z.string(),
          project: z.string(),
          stage,
          verdict: z.enum(['approved', 'refused']).nullable(),
          score: z.number().nullable(),
          scores: z.number().int(),
          counts: z.boolean(),
          rank: z.number().int().nullable(),
          tied: z.boolean(),
          place: z.enum(['in', 'tie', 'out']).nullable(),
          mine: z.boolean(),
          hidden: z.boolean(),
        }),
      ),
    }),
  }),
  dealApplication: command({
    path: '/programs/applications/{id}/deal',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Give an application to the reviewer whose turn it is',
    input: z.object({ id }),
    output: nothing,
  }),
  reviewersOfProgram: query({
    path: '/programs/{program}/reviewers',
    permission: 'applications.read',
    scope: { kind: 'program', field: 'program' },
    summary:
      'Those who may review a program: what they have, when they were last given something by turns, who is away',
    input: z.object({ program: id }),
    output: z.object({
      assignment: z.enum(['manual', 'round-robin']),
      capacity: z.number().int().nullable(),
      reviewers: z.array(
        z.object({
          id,
          name: z.string(),
          open: z.number().int(),
          lastGiven: instant.nullable(),
          away: z.boolean(),
          /** The last day away; null: until they are back. */
          until: z.string().nullable(),
        }),
      ),
    }),
  }),
  setAway: command({
    method: 'PUT',
    path: '/programs/away',
    permission: 'applications.review',
    scope: 'filtered',
    summary: 'Say that one is away, through a last day or until one is back: nothing is given by turns meanwhile',
    input: z.object({ away: z.boolean(), until: givenDay.nullable().default(null) }),
    output: nothing,
  }),
  declareConflict: command({
    path: '/programs/applications/{id}/conflict',
    permission: 'applications.review',
    scope: ofApplication,
    summary:
      'Declare a conflict of interest: for an application, or for whatever comes from its organisation or person',
    input: z.object({ id, about: z.enum(['application', 'organisation', 'person']), words: words(1000) }),
    output: nothing,
  }),
  endConflict: command({
    method: 'DELETE',
    path: '/programs/applications/{id}/conflict',
    permission: 'applications.review',
    scope: ofApplication,
    summary: 'Take back one’s own conflicts of interest that touch an application',
    input: z.object({ id }),
    output: nothing,
  }),
  appealDecision: command({
    path: '/public/applications/{key}/appeal',
    permission: 'link',
    summary: 'Ask the team to look at a refusal again, once, within the days that the policy gives',
    input: z.object({ key: linkKey, words: words(20_000) }),
    output: nothing,
  }),
};
