import { sql } from 'kysely';
import { accountOf, type Context } from '../context.ts';
import type { Input, Output } from '../contract/handlers.ts';
import { invalid, refused } from '../errors.ts';
import { newId } from '../ids.ts';
import { record } from '../ledger/record.ts';
import { type About, programOf } from './about.ts';
import type { workContract } from './contract.ts';
import { recordAssigned, recordUnassigned } from './facts.ts';
import { accountNames, type Named } from './names.ts';
import { checkAccount } from './todos.ts';

type Contract = typeof workContract;
type InForce = { id: string; account: string };

/**
 * Makes an account look after a record in place of whoever did. Assigning the one who has it changes nothing.
 * Concurrent assignments of one record wait for each other; the last one holds.
 */
export async function assign(c: Context, input: Input<Contract['assign']>): Promise<{ account: Named }> {
  const program = await programOf(c, input.about, 'work.write');
  const wanted = input.account ?? accountOf(c);
  if (wanted === null) throw invalid([{ field: 'account', message: 'Say which account.' }]);
  const account = await checkAccount(c, wanted, 'account');
  const before = await endInForce(c, input.about, account.id);
  if (before === 'same') return { account };
  const id = newId();
  await sql`
    insert into work.assignments (id, about_kind, about_id, program, account, assigned_by, assigned_at)
    values (${id}, ${input.about.kind}, ${input.about.id}, ${program}, ${account.id}, ${accountOf(c)}, ${c.now})`.execute(
    c.tx,
  );
  const data = { assignment: id, account: account.id, before: before?.account ?? null };
  await record(c, recordAssigned, { about: input.about, program, data });
  return { account };
}

export async function unassign(c: Context, input: { about: About }): Promise<Record<string, never>> {
  const program = await programOf(c, input.about, 'work.write');
  const before = await endInForce(c, input.about, null);
  if (before === null || before === 'same') throw refused('record.not-assigned', 'Nobody looks after this record.');
  const data = { assignment: before.id, account: before.account };
  await record(c, recordUnassigned, { about: input.about, program, data });
  return {};
}

/** Ends the assignment in force unless it is this account's already. The lock makes a second request wait for the first. */
async function endInForce(c: Context, about: About, unless: string | null): Promise<InForce | 'same' | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`work.assignments ${about.kind} ${about.id}`}, 0))`.execute(
    c.tx,
  );
  const found = await sql<InForce>`
    select id, account from work.assignments
    where about_kind = ${about.kind} and about_id = ${about.id} and ended_at is null for update`.execute(c.tx);
  const row = found.rows[0];
  if (!row) return null;
  if (row.account === unless) return 'same';
  await sql`update work.assignments set ended_at = ${c.now}, ended_by = ${accountOf(c)} where id = ${row.id}`.execute(
    c.tx,
  );
  return row;
}

export async function assignment(
  c: Context,
  input: Input<Contract['assignment']>,
): Promise<Output<Contract['assignment']>> {
  await programOf(c, input, 'work.read');
  const found = await sql<{ account: string; assigned_at: Temporal.Instant }>`
    select account, assigned_at from work.assignments
    where about_kind = ${input.kind} and about_id = ${input.id} and ended_at is null`.execute(c.tx);
  const row = found.rows[0];
  if (!row) return { account: null, since: null };
  const who = await accountNames(c, [row.account]);
  return { account: who(row.account), since: row.assigned_at.toString() };
}
