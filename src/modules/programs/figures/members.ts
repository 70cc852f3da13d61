import { sql } from 'kysely';
import { COUNT, MEAN, overRows } from './over-rows.ts';
import { begunTerms, endedTerms } from './terms.ts';

const BEGUN = 'Terms that began in the period (booked, and their first instant has come)';
const EARLIER =
  'an earlier membership of the same program with the same namespace, or with the same owner where it has no namespace';

const begun = (kind: 'new' | 'renewing' | 'returning', name: string, words: string, formula: string) =>
  overRows({
    id: `programs.members-${kind}`,
    ...{ name, words, formula: `${BEGUN} ${formula}`, unit: 'count', grain: 'a term', better: 'more' },
    value: COUNT,
    behind: (c, filters) => begunTerms(c, filters, kind),
  });

export const membersNew = begun(
  'new',
  'New members',
  'Who became a member for the first time.',
  `whose membership had no term before, and that have not had ${EARLIER}.`,
);
export const membersRenewing = begun(
  'renewing',
  'Renewing members',
  'Who went on as a member.',
  'whose membership had a term before that ended no longer ago than the days of grace of the policy in force, or ends where this one begins.',
);
export const membersReturning = begun(
  'returning',
  'Returning members',
  'Who came back after a gap.',
  `whose membership had a term before that ended longer ago than the days of grace, or that have had ${EARLIER}.`,
);

const ENDED = 'Terms that ended in the period: at their end, or when the membership was ended early';
const FOLLOWED =
  'a next term of the same membership that began within the days of grace of the policy in force (24 hours each) after the end';

export const membersLapsed = overRows({
  id: 'programs.members-lapsed',
  name: 'Lapsed members',
  words: 'Whose term ended and was not followed by another one.',
  formula: `${ENDED}, without ${FOLLOWED}. One whose grace still runs is not counted yet; one that was ended early (given back, revoked, alumni) is counted at once, apart from those that ran out.`,
  ...{ unit: 'count', grain: 'a term', better: 'less' },
  value: COUNT,
  behind: (c, filters) => endedTerms(c, filters, sql`1`, sql<boolean>`e.part in ('Ran out', 'Ended early')`),
});

export const renewalRate = overRows({
  id: 'programs.renewal-rate',
  name: 'Renewal rate',
  words: 'The share of ended terms that were followed by another one.',
  formula: `${ENDED}. Those with ${FOLLOWED}, divided by all of them whose outcome is known. Where the grace still runs and nothing followed, it is not known yet: shown, and left out of both. One that was ended early was not renewed.`,
  ...{ unit: 'share', grain: 'a term', better: 'more' },
  value: MEAN,
  behind: (c, filters) =>
    endedTerms(c, filters, sql`case e.part when 'Renewed' then 1 when 'Not known yet' then null else 0 end`),
});
