import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { mayDecide, mayRerun, mayRerunMissing, missingChecks } from '../application.ts';
import { startChecks } from '../checks/run-checks.ts';
import { checksAsked } from '../facts.ts';
import { openLink } from '../links.ts';
import { READ_ANSWERS } from '../move.ts';
import { lockApplication, restage, unless } from '../standing.ts';

/** A reviewer has a check run again. */
export async function rerunCheck(c: Context, input: { id: string; check: string }) {
  const standing = await lockApplication(c, input.id);
  unless(mayRerun(standing.records, input.check));
  await ask(c, input.id, [input.check]);
  return {};
}

/** A reviewer has every check run again that came to nothing certain. */
export async function rerunMissing(c: Context, input: { id: string }) {
  const { records } = await lockApplication(c, input.id);
  unless(mayRerunMissing(records));
  await ask(c, input.id, missingChecks(records));
  return {};
}

/** The applicant says that the token is in place: we look at once. */
export async function proveControl(c: Context, input: { key: string }) {
  const standing = await lockApplication(c, (await openLink(c, input.key, 'status')).application);
  unless(mayRerun(standing.records, 'control-proved'));
  await takeLimit(c, { bucket: 'prove', whom: standing.id, of: 12, per: { hours: 1 } });
  await ask(c, standing.id, ['control-proved']);
  return {};
}

/** Starts every check that needs nothing more from the applicant; called when the mail address is confirmed. */
export async function startFirstChecks(c: Context, application: string): Promise<void> {
  const standing = await lockApplication(c, application);
  const waiting = [...standing.records.checks].filter(
    ([name, state]) => state === 'waiting' && name !== 'control-proved',
  );
  if (waiting.length > 0)
    await ask(
      c,
      application,
      waiting.map(([name]) => name),
    );
}

/** What was asked because of a move is answered: checks that read answers look at them now. */
export async function runWhatWaited(c: Context, application: string, question: string): Promise<void> {
  const standing = await lockApplication(c, application);
  const { rows } =
    await sql`select from programs.questions where id = ${question} and jsonb_array_length(asks -> 'fields') > 0`.execute(
      c.tx,
    );
  const names = [...standing.records.checks.keys()].filter((name) => READ_ANSWERS.includes(name));
  if (rows.length > 0 && names.length > 0 && mayDecide(standing.records) === null) await ask(c, application, names);
}

async function ask(c: Context, application: string, names: string[]): Promise<void> {
  const standing = await lockApplication(c, application);
  await startChecks(c, application, names);
  await record(c, checksAsked, {
    about: { kind: 'application', id: application },
    program: standing.program.id,
    identity: standing.identity,
    data: { checks: names },
  });
  await restage(c, application);
}
