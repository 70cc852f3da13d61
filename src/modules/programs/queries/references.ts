import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { csvPartOf } from '#kernel/csv.ts';
import type { programsContract } from '../contract.ts';
import type { ReferenceKind } from '../reference-kinds.ts';

type Contract = typeof programsContract;
type Row = {
  id: string;
  kind: ReferenceKind;
  scope: string;
  speaker: string;
  given_at: Temporal.Instant;
  ends_on: string | null;
  withdrawn_at: Temporal.Instant | null;
  membership: string;
  name: string;
};

type Filters = { program: string; kind?: ReferenceKind | undefined; after?: string | undefined; holding: boolean };

async function read(c: Context, { program, kind, after, holding }: Filters, limit: number) {
  const found = await sql<Row>`
    select r.id, r.kind, r.scope, r.speaker, r.given_at, r.ends_on::text ends_on, r.withdrawn_at, m.id membership, m.name
    from programs.reference_consents r join programs.memberships m on m.id = r.membership
    where m.program = ${program} and (${kind ?? null}::text is null or r.kind = ${kind ?? null})
      and (${!holding} or (r.withdrawn_at is null and (r.ends_on is null or r.ends_on >= (${c.now}::timestamptz at time zone 'UTC')::date)))
      and ${after ? isAfter(sql`r.given_at`, sql`r.id`, after, 'desc', 'timestamptz') : sql`true`}
    order by r.given_at desc, r.id desc limit ${limit + 1}`.execute(c.tx);
  return cut(found.rows, limit, (row) => [row.given_at.toString(), row.id]);
}

/** Consents to be named that hold now: neither withdrawn nor past their last day. */
export async function references(
  c: Context,
  { limit, ...input }: Input<Contract['references']>,
): Promise<Output<Contract['references']>> {
  const { rows, next } = await read(c, { ...input, holding: true }, limit);
  return {
    rows: rows.map((row) => ({
      ...{ id: row.id, kind: row.kind, scope: row.scope, speaker: row.speaker, givenAt: row.given_at.toString() },
      ...{ endsOn: row.ends_on, withdrawnAt: null, membership: { id: row.membership, name: row.name } },
    })),
    next,
  };
}

const MOST_IN_PART = 50_000;
const HEAD = ['member', 'kind', 'scope', 'who_may_speak', 'given_at', 'ends_on', 'withdrawn_at'];

/** All of them as CSV, those that ended too. */
export async function exportReferences(
  c: Context,
  input: Input<Contract['exportReferences']>,
): Promise<Output<Contract['exportReferences']>> {
  const { rows, next } = await read(c, { ...input, holding: false }, MOST_IN_PART);
  const lines = rows.map((r) => [
    ...[r.name, r.kind, r.scope, r.speaker, r.given_at.toString(), r.ends_on],
    r.withdrawn_at?.toString() ?? null,
  ]);
  return csvPartOf(input.after, HEAD, lines, next);
}
