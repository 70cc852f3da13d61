import { sql } from 'kysely';
import { type Context, may, programsWith } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import type { accessContract } from '../contract.ts';
import { canGive } from '../giving.ts';

type Row = {
  id: string;
  name: string;
  sort: string;
  mail: string;
  created_at: Temporal.Instant;
  disabled_at: Temporal.Instant | null;
  seen_at: Temporal.Instant | null;
  grants: { id: string; role: string; program: string | null; granted_at: string }[];
  total: number;
};

/** A page of accounts by name. Who reads access in some programs only sees those with a role there or for all programs. */
export async function listAccounts(
  c: Context,
  input: Input<typeof accessContract.listAccounts>,
): Promise<Output<typeof accessContract.listAccounts>> {
  const reach = programsWith(c.actor, 'access.read');
  const grantsOfAccount = sql`from access.grants g where g.account = a.id and g.ended_at is null`;
  const visible =
    reach === 'all'
      ? sql`true`
      : sql`exists (select ${grantsOfAccount} and (g.program is null or g.program = any(${reach}::uuid[])))`;
  const stated = { 'in-force': sql`a.disabled_at is null`, disabled: sql`a.disabled_at is not null`, all: sql`true` }[
    input.state
  ];
  const searched = input.search
    ? sql`(strpos(lower(a.name), lower(${input.search})) > 0 or strpos(a.folded, lower(${input.search})) > 0)`
    : sql`true`;
  const inRole = input.role ? sql`exists (select ${grantsOfAccount} and g.role = ${input.role})` : sql`true`;
  const fitting = sql`${visible} and ${stated} and ${searched} and ${inRole}`;
  const after = input.after ? isAfter(sql`lower(a.name)`, sql`a.id`, input.after, 'asc', 'text') : sql`true`;
  const { rows } = await sql<Row>`
    select a.id, a.name, lower(a.name) as sort, a.mail, a.created_at, a.disabled_at,
      (select max(s.seen_at) from access.sessions s where s.account = a.id) as seen_at,
      coalesce((select json_agg(json_build_object('id', g.id, 'role', g.role, 'program', g.program, 'granted_at', g.granted_at) order by g.id)
        ${grantsOfAccount}), '[]'::json) as grants,
      (select count(*) from access.accounts a where ${fitting}) as total
    from access.accounts a where ${fitting} and ${after}
    order by lower(a.name), a.id limit ${input.limit + 1}`.execute(c.tx);
  const { rows: kept, next } = cut(rows, input.limit, (row) => [row.sort, row.id]);
  return { rows: kept.map((row) => shown(c, row)), next, total: rows[0]?.total ?? 0 };
}

function shown(c: Context, row: Row) {
  const grants = row.grants.map(({ id, role, program, granted_at }) => ({
    id,
    role,
    program,
    grantedAt: Temporal.Instant.from(granted_at).toString(),
    canEnd: canGive(c, role, program),
  }));
  const itself = c.actor.kind === 'account' && c.actor.id === row.id;
  const withinReach = may(c.actor, 'access.manage', null) && grants.every((g) => g.canEnd);
  return {
    id: row.id,
    name: row.name,
    mail: row.mail,
    createdAt: row.created_at.toString(),
    seenAt: row.seen_at?.toString() ?? null,
    disabledAt: row.disabled_at?.toString() ?? null,
    grants,
    can: {
      grant: !row.disabled_at && may(c.actor, 'access.manage'),
      disable: !row.disabled_at && withinReach && !itself,
      enable: row.disabled_at !== null && withinReach,
    },
  };
}
