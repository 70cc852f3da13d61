import { sql } from 'kysely';
import { loadCalendar } from '#kernel/calendar/store.ts';
import type { Context } from '#kernel/context.ts';
import { invalid } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { queueJob } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { mayApproveAutomatically, mayDecide } from '../application.ts';
import { db } from '../database.ts';
import { applicationApproved, applicationRefused } from '../facts.ts';
import { lockApplication, restage, type Standing, slaOf, unless } from '../standing.ts';
import { settleDecision } from './settle-decision.ts';

type Verdict =
  | { verdict: 'approved'; reason: null; words: string }
  | { verdict: 'refused'; reason: string; words: string };

/** A person approves. It takes effect after the policy's time to undo. */
export async function approveApplication(c: Context, input: { id: string; words: string }) {
  const standing = await lockApplication(c, input.id);
  unless(mayDecide(standing.records));
  return decide(c, standing, { verdict: 'approved', reason: null, words: input.words }, standing.policy.undoMinutes);
}

/** A person refuses, with a reason of the policy's list and words to the applicant. */
export async function refuseApplication(c: Context, input: { id: string; reason: string; words: string }) {
  const standing = await lockApplication(c, input.id);
  unless(mayDecide(standing.records));
  const codes = standing.policy.reasons.map((r) => r.code);
  if (!codes.includes(input.reason))
    throw invalid([{ field: 'reason', message: `Choose one of the reasons: ${codes.join(', ')}.` }]);
  return decide(
    c,
    standing,
    { verdict: 'refused', reason: input.reason, words: input.words },
    standing.policy.undoMinutes,
  );
}

/**
 * The rule of the policy approves when every requirement is met for certain; anything else is left to a person.
 * It takes effect at once: there is nobody to change their mind. Answers whether it approved.
 */
export async function approveByRule(c: Context, id: string): Promise<boolean> {
  const standing = await lockApplication(c, id);
  const required = standing.policy.requirements.map((r) => r.check);
  if (mayApproveAutomatically(standing.records, { automatic: standing.policy.automatic, required })) return false;
  if (!(await everyStatementSigned(c, standing))) return false;
  await decide(c, standing, { verdict: 'approved', reason: null, words: '' }, 0);
  return true;
}

async function everyStatementSigned(c: Context, standing: Standing): Promise<boolean> {
  const row = await db(c)
    .selectFrom('programs.applications')
    .select('statements')
    .where('id', '=', standing.id)
    .executeTakeFirstOrThrow();
  const signed = new Set((row.statements as { code: string }[]).map((s) => s.code));
  return standing.policy.statements.every((s) => signed.has(s.code));
}

/**
 * Writes the decision with the evidence it rests on, queues the job that lets it take effect, and records the fact.
 * The unique index on decisions in force is the last word: an application cannot be decided twice.
 */
async function decide(
  c: Context,
  standing: Standing,
  verdict: Verdict,
  undoMinutes: number,
): Promise<{ finalAt: string }> {
  const id = newId();
  const finalAt = c.now.add({ minutes: undoMinutes });
  const by = c.actor.kind === 'account' ? c.actor.id : null;
  const clock = slaOf({ ...standing, decision: { decidedAt: c.now } }, await loadCalendar(c, standing.calendar), c.now);
  if (!clock) throw new Error('decided before the clock started');
  await sql`
    insert into programs.decisions (id, application, verdict, reason, words, decided_by, policy, evidence, decided_at, final_at,
      program, business_days_without_waiting, business_days_with_waiting, kept)
    select ${id}, a.id, ${verdict.verdict}, ${verdict.reason}, ${verdict.words}, ${by}, a.policy,
      jsonb_build_object(
        'checks', coalesce((select jsonb_agg(jsonb_build_object('name', k.name, 'state', k.state, 'words', k.words, 'evidence', k.evidence, 'at', k.finished_at) order by k.name)
                            from programs.checks k where k.application = a.id and k.superseded_at is null), '[]'),
        'statements', a.statements),
      ${c.now}, ${finalAt}, a.program, ${clock.withoutWaiting.businessDays}, ${clock.withWaiting.businessDays}, ${clock.kept === true}
    from programs.applications a where a.id = ${standing.id}`.execute(c.tx);
  await db(c)
    .updateTable('programs.questions')
    .set({ withdrawn_at: c.now })
    .where('application', '=', standing.id)
    .where('answered_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
  const about = { kind: 'application', id: standing.id };
  const common = { about, program: standing.program.id, identity: standing.identity };
  if (verdict.verdict === 'approved')
    await record(c, applicationApproved, { ...common, data: { decision: id, automatic: by === null } });
  else await record(c, applicationRefused, { ...common, data: { decision: id, reason: verdict.reason } });
  await restage(c, standing.id);
  await queueJob(c, settleDecision, { decision: id }, { at: finalAt });
  return { finalAt: finalAt.toString() };
}
