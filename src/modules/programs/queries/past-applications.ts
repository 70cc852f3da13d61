import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import type { CheckState } from '../application.ts';
import type { Past } from '../policy/judge-past.ts';

export type PastRow = {
  decision: string;
  decided_at: Temporal.Instant;
  application: string;
  policy: string;
  verdict: 'approved' | 'refused';
  by_rule: boolean;
  tier: string | null;
  kept: boolean;
  days: number;
  country: string | null;
  hosting: string | null;
  kind: string;
  year: number | null;
  address: string | null;
  answers: unknown;
  signed: string[] | null;
  states: Record<string, CheckState> | null;
};

/** Decisions in force with what is recorded of their applications, in the order in which they were made. `which` speaks of `d`. */
export async function pastApplications(c: Context, which: RawBuilder<boolean>, most: number): Promise<PastRow[]> {
  const { rows } = await sql<PastRow>`
    select d.id decision, d.decided_at, d.application, d.policy, d.verdict, d.decided_by is null by_rule, d.tier, d.kept,
      d.business_days_without_waiting days, a.country, a.hosting, a.kind, t.position as year, a.address, a.answers - 'purpose' answers,
      (select array_agg(s ->> 'code') from jsonb_array_elements(a.statements) s) signed,
      (select json_object_agg(k.name, k.state) from programs.checks k where k.application = d.application and k.superseded_at is null) states
    from (select * from programs.decisions d where d.undone_at is null and ${which} order by d.decided_at, d.id limit ${most}) d
    join programs.applications a on a.id = d.application
    left join programs.terms t on t.application = a.id
    order by d.decided_at, d.id`.execute(c.tx);
  return rows;
}

const answered = z.record(z.string(), z.union([z.string(), z.array(z.string())])).catch({});

/** A row as the rules want it. */
export function pastOf(row: PastRow): Past {
  const { country, hosting, kind } = row;
  const year = row.year ?? (kind === 'new' ? 1 : null);
  return {
    made: row.verdict === 'refused' ? 'refused' : row.by_rule ? 'rule-approved' : 'approved',
    country,
    address: row.address,
    answers: {
      ...answered.parse(row.answers),
      ...(country === null ? {} : { country }),
      ...(hosting === null ? {} : { hosting }),
      ...(year === null ? {} : { year: String(year) }),
      kind,
    },
    states: new Map(Object.entries(row.states ?? {})),
    signed: row.signed ?? [],
    tier: row.tier,
    days: row.days,
    kept: row.kept,
  };
}
