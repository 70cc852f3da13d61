import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Input, Output } from '../../contract/handlers.ts';
import { ownAccount } from './account.ts';
import type { ownContract } from './contract.ts';

type Contract = typeof ownContract;

/** More lists than there are pages are kept by nobody; the oldest choice goes. */
const MOST_LISTS = 60;

export async function mySettings(c: Context): Promise<Output<Contract['mySettings']>> {
  const found = await sql<Output<Contract['mySettings']>>`
    select choices, lists from work.settings where account = ${ownAccount(c)}`.execute(c.tx);
  return found.rows[0] ?? { choices: {}, lists: {} };
}

export async function changeMySettings(
  c: Context,
  input: Input<Contract['changeMySettings']>,
): Promise<Record<string, never>> {
  await sql`insert into work.settings (account, choices, changed_at) values (${ownAccount(c)}, ${JSON.stringify(input)}::jsonb, ${c.now})
    on conflict (account) do update set choices = settings.choices || excluded.choices, changed_at = excluded.changed_at`.execute(
    c.tx,
  );
  return {};
}

export async function chooseLook(
  c: Context,
  { list, ...look }: Input<Contract['chooseLook']>,
): Promise<Record<string, never>> {
  const lists = JSON.stringify({ [list]: look });
  await sql`insert into work.settings (account, lists, changed_at) values (${ownAccount(c)}, ${lists}::jsonb, ${c.now})
    on conflict (account) do update set changed_at = excluded.changed_at, lists = excluded.lists || (
      select coalesce(jsonb_object_agg(key, value), '{}') from (
        select key, value from jsonb_each(settings.lists) where key <> ${list} limit ${MOST_LISTS}) kept)`.execute(
    c.tx,
  );
  return {};
}
