import { sql } from 'kysely';
import { type Context, may, programsWith } from '../../context.ts';
import type { Input, Output } from '../../contract/handlers.ts';
import { forbidden, invalid, notFound, refused } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { accountNames } from '../names.ts';
import { ownAccount } from './account.ts';
import type { ownContract } from './contract.ts';

type Contract = typeof ownContract;
type Look = NonNullable<Input<Contract['saveView']>['look']>;
type Row = {
  id: string;
  list: string;
  name: string;
  query: string;
  look: Look | Record<string, never>;
  owner: string;
  audience: 'private' | 'everybody' | 'program';
  program: string | null;
};

const MOST_OF_ONE = 50;

export async function listViews(c: Context, input: { list: string }): Promise<Output<Contract['listViews']>> {
  const me = ownAccount(c);
  const programs = programsWith(c.actor, 'work.read');
  const found = await sql<Row>`
    select * from work.views where list = ${input.list} and removed_at is null
      and (owner = ${me} or audience = 'everybody'
        or (audience = 'program' and (${programs === 'all'} or program = any(${programs === 'all' ? [] : programs}::uuid[]))))
    order by id limit 200`.execute(c.tx);
  const own = await sql<{ opens_with: string | null; places: string[] }>`
    select opens_with, places from work.view_places where account = ${me} and list = ${input.list}`.execute(c.tx);
  const who = await accountNames(
    c,
    found.rows.map(({ owner }) => owner),
  );
  return {
    views: found.rows.map((row) => ({
      id: row.id,
      name: row.name,
      query: row.query,
      look: 'shown' in row.look ? (row.look as Look) : null,
      audience: row.audience,
      program: row.program,
      owner: who(row.owner)?.name ?? '',
      mine: row.owner === me,
      mayChange: mayChange(c, row),
    })),
    opensWith: own.rows[0]?.opens_with ?? null,
    places: own.rows[0]?.places ?? [],
  };
}

/** Whoever made a view changes it; a shared one also who may write for all whom it is shared with. */
const mayChange = (c: Context, view: Pick<Row, 'owner' | 'audience' | 'program'>): boolean =>
  view.owner === ownAccount(c) || (view.audience !== 'private' && may(c.actor, 'work.write', view.program));

/** Throws `forbidden` unless the viewer may write for those whom a view is to be shared with, `invalid` for half an audience. */
function checkAudience(c: Context, audience: Row['audience'], program: string | null): void {
  if ((audience === 'program') !== (program !== null))
    throw invalid([{ field: 'program', message: 'Name the program to share the view with, or share it otherwise.' }]);
  if (audience === 'private' || may(c.actor, 'work.write', program)) return;
  throw forbidden(
    audience === 'everybody'
      ? 'Sharing with everybody needs a role for the whole organisation. Share it with your program, or keep it.'
      : 'Your role does not cover this program.',
  );
}

export async function saveView(c: Context, input: Input<Contract['saveView']>): Promise<{ id: string }> {
  const me = ownAccount(c);
  checkAudience(c, input.audience, input.program ?? null);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`work.views ${me}`}, 0))`.execute(c.tx);
  await checkName(c, input.list, me, input.name, null);
  const count = await sql<{ n: number }>`select count(*) n from work.views
    where owner = ${me} and list = ${input.list} and removed_at is null`.execute(c.tx);
  if ((count.rows[0]?.n ?? 0) >= MOST_OF_ONE)
    throw refused('view.too-many', `There are ${MOST_OF_ONE} views of yours on this list. Remove one first.`);
  const id = newId();
  await sql`insert into work.views (id, list, name, query, look, owner, audience, program, made_at, changed_at)
    values (${id}, ${input.list}, ${input.name}, ${input.query}, ${JSON.stringify(input.look ?? {})}::jsonb, ${me}, ${input.audience},
      ${input.program ?? null}, ${c.now}, ${c.now})`.execute(c.tx);
  return { id };
}

async function checkName(c: Context, list: string, owner: string, name: string, except: string | null): Promise<void> {
  const same =
    await sql`select from work.views where list = ${list} and owner = ${owner} and lower(name) = lower(${name})
    and removed_at is null and id is distinct from ${except}::uuid`.execute(c.tx);
  if (same.rows.length > 0) throw invalid([{ field: 'name', message: 'A view of yours has this name already.' }]);
}

async function lockView(c: Context, id: string): Promise<Row> {
  const found = await sql<Row>`select * from work.views where id = ${id} and removed_at is null for update`.execute(
    c.tx,
  );
  const row = found.rows[0];
  if (!row) throw notFound('There is no such view any more.');
  const seen =
    row.owner === ownAccount(c) ||
    row.audience === 'everybody' ||
    (row.audience === 'program' && may(c.actor, 'work.read', row.program));
  if (!seen) throw notFound('There is no such view any more.');
  if (!mayChange(c, row)) throw forbidden('Only who made this view changes it. Save it under a name of your own.');
  return row;
}

export async function changeView(c: Context, input: Input<Contract['changeView']>): Promise<Record<string, never>> {
  const row = await lockView(c, input.id);
  const audience = input.audience ?? row.audience;
  const program = input.audience === undefined && input.program === undefined ? row.program : (input.program ?? null);
  if (input.audience !== undefined || input.program !== undefined) {
    if (row.owner !== ownAccount(c)) throw forbidden('Only who made this view shares it otherwise.');
    checkAudience(c, audience, program);
  }
  if (input.name !== undefined) await checkName(c, row.list, row.owner, input.name, row.id);
  await sql`update work.views set name = ${input.name ?? row.name}, query = ${input.query ?? row.query},
    look = ${JSON.stringify(input.look ?? row.look)}::jsonb, audience = ${audience}, program = ${program}, changed_at = ${c.now}
    where id = ${row.id}`.execute(c.tx);
  return {};
}

export async function removeView(c: Context, input: { id: string }): Promise<Record<string, never>> {
  const row = await lockView(c, input.id);
  await sql`update work.views set removed_at = ${c.now} where id = ${row.id}`.execute(c.tx);
  return {};
}

export async function arrangeViews(c: Context, input: Input<Contract['arrangeViews']>): Promise<Record<string, never>> {
  await sql`insert into work.view_places (account, list, opens_with, places)
    values (${ownAccount(c)}, ${input.list}, ${input.opensWith}, ${[...new Set(input.places)]}::text[])
    on conflict (account, list) do update set opens_with = excluded.opens_with, places = excluded.places`.execute(c.tx);
  return {};
}
