import { type RawBuilder, sql } from 'kysely';
import { type Context, may, programsWith } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { csvPartOf } from '#kernel/csv.ts';
import { notFound } from '#kernel/errors.ts';
import { isErased } from '../accounts.ts';
import type { accessContract } from '../contract.ts';
import { canGive } from '../giving.ts';
import { type HouseRoles, houseRoles } from '../house-roles.ts';

type Row = {
  id: string;
  name: string;
  sort: string;
  mail: string;
  created_at: Temporal.Instant;
  disabled_at: Temporal.Instant | null;
  seen_at: Temporal.Instant | null;
  grants: { id: string; role: string; program: string | null; granted_at: string }[];
};

type Listed = Output<typeof accessContract.listAccounts>;
type Condition = RawBuilder<unknown>;

const GRANTS = sql`from access.grants g where g.account = a.id and g.ended_at is null`;
const all = (conditions: Condition[]): Condition => sql.join(conditions, sql` and `);

/** A page of accounts by name. */
export async function listAccounts(c: Context, input: Input<typeof accessContract.listAccounts>): Promise<Listed> {
  const { search, state, roles, withoutRoles } = input;
  const fitting = all([
    visible(c),
    { 'in-force': sql`a.disabled_at is null`, disabled: sql`a.disabled_at is not null`, all: sql`true` }[state],
    search ? sql`(strpos(lower(a.name), lower(${search})) > 0 or strpos(a.folded, lower(${search})) > 0)` : sql`true`,
    roles ? sql`exists (select ${GRANTS} and g.role = any(${roles}::text[]))` : sql`true`,
    withoutRoles ? sql`not exists (select ${GRANTS} and g.role = any(${withoutRoles}::text[]))` : sql`true`,
  ]);
  const after = input.after ? isAfter(sql`lower(a.name)`, sql`a.id`, input.after, 'asc', 'text') : sql`true`;
  const rows = await accounts(c, all([fitting, after]), input.limit + 1);
  const counted = await sql<{
    total: number;
  }>`select count(*) as total from access.accounts a where ${fitting}`.execute(c.tx);
  const { rows: kept, next } = cut(rows, input.limit, (row) => [row.sort, row.id]);
  const named = await houseRoles(c);
  return { rows: kept.map((row) => shown(c, named, row)), next, total: counted.rows[0]?.total ?? 0 };
}

const MOST_IN_PART = 10_000;
const HEAD = ['id', 'name', 'mail', 'role', 'program', 'granted_at', 'made_at', 'last_seen_at', 'disabled_at'];

/** The same as CSV, in parts, a line for each role, as those ask for it who review who may do what. Instants are UTC. */
export async function exportAccounts(
  c: Context,
  input: Input<typeof accessContract.exportAccounts>,
): Promise<Output<typeof accessContract.exportAccounts>> {
  const { rows, next } = await listAccounts(c, { ...input, limit: MOST_IN_PART });
  const lines = rows.flatMap((row) =>
    (row.grants.length > 0 ? row.grants : [null]).map((grant) => [
      ...[row.id, row.name, row.mail, grant?.role ?? null, grant?.program ?? null, grant?.grantedAt ?? null],
      ...[row.createdAt, row.seenAt, row.disabledAt],
    ]),
  );
  return csvPartOf(input.after, HEAD, lines, next);
}

/** One account. Throws `not-found` where there is none, or none that the viewer may see. */
export async function getAccount(c: Context, { id }: { id: string }): Promise<Listed['rows'][number]> {
  const [row] = await accounts(c, all([visible(c), sql`a.id = ${id}`]), 1);
  if (!row) throw notFound('There is no such account, or its roles are not in your programs.');
  return shown(c, await houseRoles(c), row);
}

/** Who reads access in some programs only sees the accounts with a role there or for all programs. */
function visible(c: Context): Condition {
  const reach = programsWith(c.actor, 'access.read');
  return reach === 'all'
    ? sql`true`
    : sql`exists (select ${GRANTS} and (g.program is null or g.program = any(${reach}::uuid[])))`;
}

async function accounts(c: Context, condition: Condition, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select a.id, a.name, lower(a.name) as sort, a.mail, a.created_at, a.disabled_at,
      (select max(s.seen_at) from access.sessions s where s.account = a.id) as seen_at,
      coalesce((select json_agg(json_build_object('id', g.id, 'role', g.role, 'program', g.program, 'granted_at', g.granted_at) order by g.id)
        ${GRANTS}), '[]'::json) as grants
    from access.accounts a where ${condition} order by lower(a.name), a.id limit ${limit}`.execute(c.tx);
  return rows;
}

function shown(c: Context, named: HouseRoles, row: Row): Listed['rows'][number] {
  const grants = row.grants.map(({ id, role, program, granted_at }) => ({
    id,
    role,
    program,
    grantedAt: Temporal.Instant.from(granted_at).toString(),
    canEnd: canGive(c, named, role, program),
  }));
  const itself = c.actor.kind === 'account' && c.actor.id === row.id;
  const shutOut = row.disabled_at !== null && !isErased(row.mail);
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
      enable: withinReach && shutOut,
      erase: withinReach && shutOut && may(c.actor, 'access.erase', null),
    },
  };
}
