import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { invalid } from '#kernel/errors.ts';
import { tierFor } from './policy/benefit.ts';
import type { Answers } from './policy/condition.ts';
import type { Policy } from './policy.ts';

type Row = {
  answers: Record<string, string | string[]>;
  country: string | null;
  hosting: string | null;
  kind: string;
  year: number;
};

/** What conditions of tiers ask about: what was answered, with country, hosting, kind and the year of the term. */
const answersOf = ({ answers, country, hosting, kind, year }: Row): Answers => ({
  ...answers,
  ...(country === null ? {} : { country }),
  ...(hosting === null ? {} : { hosting }),
  ...{ kind, year: String(year) },
});

/** The tier that the rule would take for an application; null: the benefit has none, or none fits. */
export async function usualTier(
  c: Context,
  application: string,
  { benefit }: Pick<Policy, 'benefit'>,
): Promise<string | null> {
  if (benefit.tiers.length === 0) return null;
  const { rows } = await sql<Row>`
    select a.answers, a.country, a.hosting, a.kind, 1 + (select count(*) from programs.terms t where t.membership = a.renews)::int "year"
    from programs.applications a where a.id = ${application}`.execute(c.tx);
  return rows[0] ? tierFor(benefit, answersOf(rows[0])) : null;
}

/** The tier with which a person approves: the one they chose, else the usual one. Throws `invalid` where there is none to take. */
export async function chosenTier(
  c: Context,
  application: string,
  policy: Pick<Policy, 'benefit'>,
  chosen: string | null | undefined,
): Promise<string | null> {
  const codes = policy.benefit.tiers.map(({ code }) => code);
  if (codes.length === 0) return null;
  const tier = chosen ?? (await usualTier(c, application, policy));
  if (tier === null || !codes.includes(tier))
    throw invalid([{ field: 'tier', message: `Choose one of the tiers: ${codes.join(', ')}.` }]);
  return tier;
}
