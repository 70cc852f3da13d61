import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { LANGUAGES, spoken } from '#kernel/language/languages.ts';
import { record } from '#kernel/ledger/record.ts';
import { startChecks } from '../checks/run-checks.ts';
import { wantedInWords } from '../emails/moved-words.ts';
import { applicantAsked, checksAsked } from '../facts.ts';
import { asksAnything, type Move, mayMove, moveTo, READ_ANSWERS, type Version } from '../move.ts';
import { applicationMoved } from '../move-facts.ts';
import { textIn } from '../policy/texts.ts';
import { movables, versionOf } from '../queries/movable.ts';
import { aboutApplication, lockApplication, restage, type Standing, unless } from '../standing.ts';
import { nextOf, noteNext, openWait } from './keep-silence.ts';
import { sayToApplicant } from './say-to-applicant.ts';

/** A version with its id: what applications are pinned to. */
type Target = Version & { id: string };
/** Who had it moved, why, and with which others. */
type Behind = { by: string | null; reason: string; moving: string | null };

/** Has one application judged by another version of its policy from now on. Answers whether its applicant was asked something. */
export async function moveApplication(c: Context, input: { id: string; version: number; reason: string }) {
  const standing = await lockApplication(c, input.id);
  const to = await versionOf(c, standing.program.id, input.version);
  const move = await planned(c, standing.id, to);
  const behind = { by: accountOf(c), reason: input.reason, moving: null };
  return { asked: await carryOut(c, standing, to, move, behind) };
}

/** What moving a locked application would do. Throws `refused` where it may not be moved. */
export async function planned(c: Context, id: string, to: Target): Promise<Move & { from: number }> {
  const [found] = await movables(c, [id]);
  if (!found) throw new Error('a locked application is not there');
  unless(mayMove(found.movable, to));
  return { ...moveTo(found.movable, to), from: found.movable.version };
}

/**
 * Pins a locked application to the version: checks that are alike stay with their evidence, others are looked at anew, what is asked no more
 * is withdrawn, and the applicant is asked once for what is missing. The promise stays as it was given where the version promises more.
 */
export async function carryOut(
  c: Context,
  standing: Standing,
  to: Target,
  move: Move & { from: number },
  { by, reason, moving }: Behind,
): Promise<boolean> {
  const { id } = standing;
  await sql`update programs.applications set policy = ${to.id}, hosting = coalesce(${move.hosting}, hosting),
    promise_days = ${move.promiseDays < to.policy.promiseDays ? move.promiseDays : null} where id = ${id}`.execute(
    c.tx,
  );
  // What an earlier version lacked is not asked any more; what this one lacks is asked anew.
  await sql`update programs.questions set withdrawn_at = ${c.now}
    where application = ${id} and asks is not null and answered_at is null and withdrawn_at is null`.execute(c.tx);
  await changeChecks(c, standing, move);
  const asks = asksAnything(move.asks);
  const question = asks ? newId() : null;
  const made = newId();
  if (asks || move.toDo.length > 0) await tell(c, standing, to, move, { question, by, made });
  await sql`insert into programs.policy_moves (id, application, from_policy, to_policy, reason, moving, question, moved_at, moved_by)
    values (${made}, ${id}, ${standing.policyId}, ${to.id}, ${reason}, ${moving}, ${question}, ${c.now}, ${by})`.execute(
    c.tx,
  );
  await record(c, applicationMoved, {
    ...aboutApplication(standing),
    data: { move: made, from: move.from, to: to.version, asks },
  });
  await restage(c, id);
  await waitOn(c, id, to);
  return asks;
}

async function changeChecks(c: Context, standing: Standing, { checks, asks }: Move): Promise<void> {
  const { id, records } = standing;
  await end(c, id, checks.dropped);
  const later = (name: string) =>
    !records.mailConfirmed || (asks.fields.length > 0 && READ_ANSWERS.includes(name)) || name === 'control-proved';
  // Those that waited for answers that nobody is asked for any more.
  const held = checks.kept.filter((name) => READ_ANSWERS.includes(name) && records.checks.get(name) === 'waiting');
  const wanted = [...checks.anew, ...checks.added, ...held];
  const waiting = wanted.filter(later);
  await end(c, id, waiting);
  await sql`insert into programs.checks (application, name, state, words, asked_at)
    select ${id}, n, 'waiting', '', ${c.now} from unnest(${waiting}::text[]) n`.execute(c.tx);
  const now = wanted.filter((name) => !later(name));
  if (now.length === 0) return;
  await startChecks(c, id, now);
  await record(c, checksAsked, { ...aboutApplication(standing), data: { checks: now } });
}

const end = (c: Context, id: string, names: readonly string[]) =>
  sql`update programs.checks set superseded_at = ${c.now}
    where application = ${id} and name = any(${[...names]}::text[]) and superseded_at is null`.execute(c.tx);

type Telling = { question: string | null; by: string | null; made: string };

/** Asks for what is missing, and says what is to be done: one message on the status page, and one mail. */
async function tell(c: Context, standing: Standing, { policy }: Target, move: Move, { question, by, made }: Telling) {
  const { id, language } = standing;
  const said = (name: string, own: string) => textIn(policy, language, name, own).text;
  const { fields, statements, privacy } = move.asks;
  const words = wantedInWords(spoken(language) ?? LANGUAGES[0], {
    fields: policy.form.fields
      .filter(({ name }) => fields.includes(name))
      .map(({ name, label }) => said(`field.${name}.label`, label)),
    statements: policy.statements
      .filter(({ code }) => statements.includes(code))
      .map((each) => said(`statement.${each.code}`, each.words)),
    privacy,
    toDo: policy.requirements
      .filter(({ check }) => move.toDo.includes(check))
      .map((each) => said(`requirement.${each.check}`, each.words)),
  }).slice(0, 20_000);
  if (question) {
    await sql`insert into programs.questions (id, application, words, asked_by, asked_at, asks)
      values (${question}, ${id}, ${words}, ${by}, ${c.now}, ${JSON.stringify(move.asks)}::jsonb)`.execute(c.tx);
    await record(c, applicantAsked, { ...aboutApplication(standing), data: { question } });
  }
  await sayToApplicant(c, standing, { author: by, body: words, question }, `moved:${made}`);
}

/** A wait that goes on ends by the silence of the version from now on; what the applicant was told of stands. */
async function waitOn(c: Context, id: string, to: Target): Promise<void> {
  const wait = await openWait(c, id);
  if (wait) await noteNext(c, wait.id, nextOf(wait, to)?.at ?? null);
}
