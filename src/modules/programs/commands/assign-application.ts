import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { record } from '#kernel/ledger/record.ts';
import { assign, unassign } from '#kernel/work/assignments.ts';
import { mayClaim } from '../application.ts';
import { applicationClaimed } from '../facts.ts';
import { lockApplication, unless } from '../standing.ts';

const KIND = 'application';

/** Takes an application on. Throws `refused` when somebody else has it: handing over is `assignApplication`. */
export async function claimApplication(c: Context, input: { id: string }) {
  const standing = await lockApplication(c, input.id);
  const account = accountOf(c);
  const holder = await assignmentOf(c, { kind: KIND, id: input.id });
  unless(mayClaim(holder, account));
  if (account && !holder) await change(c, standing, account);
  return {};
}

/** Hands an application to somebody, or back to the pool. */
export async function assignApplication(c: Context, input: { id: string; account: string | null }) {
  await change(c, await lockApplication(c, input.id), input.account);
  return {};
}

async function change(
  c: Context,
  standing: { id: string; program: { id: string }; identity: string },
  account: string | null,
): Promise<void> {
  const about = { kind: KIND, id: standing.id };
  if (account) await assign(c, { about, account });
  else if (await assignmentOf(c, about)) await unassign(c, { about });
  await record(c, applicationClaimed, {
    about,
    program: standing.program.id,
    identity: standing.identity,
    data: { account },
  });
}

/** Who looks after a record; null: nobody. */
export async function assignmentOf(c: Context, about: { kind: string; id: string }): Promise<string | null> {
  const { rows } = await sql<{ account: string }>`select account from work.assignments
    where about_kind = ${about.kind} and about_id = ${about.id} and ended_at is null`.execute(c.tx);
  return rows[0]?.account ?? null;
}
