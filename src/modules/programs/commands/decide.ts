import { sql } from 'kysely';
import { loadCalendar } from '#kernel/calendar/store.ts';
import { accountOf, type Context } from '#kernel/context.ts';
import { invalid } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { queueJob } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { mayApprove, mayApproveAutomatically, mayDecide } from '../application.ts';
import { mayJudge } from '../conflict.ts';
import { ownConflict } from '../conflicts.ts';
import { db } from '../database.ts';
import { applicationApproved, applicationRefused } from '../facts.ts';
import { needsSecond } from '../second-opinion.ts';
import { lockApplication, restage, type Standing, slaOf, unless } from '../standing.ts';
import { chosenTier, usualTier } from '../tiers.ts';
import { endOpenReview } from './end-open-review.ts';
import { settleDecision } from './settle-decision.ts';

export type Verdict =
  | { verdict: 'approved'; reason: null; words: string; tier: string | null }
  | { verdict: 'refused'; reason: string; words: string };

/** Who stands behind a decision; both null: the rule of the policy. */
type Behind = { by: string | null; secondedBy: string | null };

/** A person approves. It takes effect after the policy's time to undo. */
export async function approveApplication(c: Context, input: { id: string; words: string; tier?: string | undefined }) {
  const standing = await mayDecideHere(c, input.id);
  unless(needsSecond(standing.policy, 'approved'));
  return decide(c, standing, await approval(c, standing, input), alone(c));
}

/** A person refuses, with a reason of the policy's list and words to the applicant. */
export async function refuseApplication(c: Context, input: { id: string; reason: string; words: string }) {
  const standing = await mayDecideHere(c, input.id);
  unless(needsSecond(standing.policy, 'refused'));
  return decide(c, standing, refusal(standing, input), alone(c));
}

const alone = (c: Context): Behind => ({ by: accountOf(c), secondedBy: null });

/** Locks an application that the one who acts may decide, now and without a conflict of interest. */
export async function mayDecideHere(c: Context, id: string): Promise<Standing> {
  const standing = await lockApplication(c, id);
  unless(mayDecide(standing.records));
  unless(mayJudge(await ownConflict(c, standing)));
  return standing;
}

/** An approval with a tier of the benefit; the usual one where none is chosen. */
export const approval = async (
  c: Context,
  { id, policy }: Standing,
  { words, tier }: { words: string; tier?: string | undefined },
): Promise<Verdict> => ({ verdict: 'approved', reason: null, words, tier: await chosenTier(c, id, policy, tier) });

/** A refusal with one of the policy's reasons. Throws `invalid`. */
export function refusal({ policy }: Standing, { reason, words }: { reason: string; words: string }): Verdict {
  const codes = policy.reasons.map((r) => r.code);
  if (!codes.includes(reason))
    throw invalid([{ field: 'reason', message: `Choose one of the reasons: ${codes.join(', ')}.` }]);
  return { verdict: 'refused', reason, words };
}

/**
 * The rule of the policy approves when every requirement is met for certain; anything else is left to a person, and so is whatever is
 * scored, or fits no tier. It takes effect at once: there is nobody to change their mind. Answers whether it approved.
 */
export async function approveByRule(c: Context, id: string): Promise<boolean> {
  const standing = await lockApplication(c, id);
  const { policy } = standing;
  const required = policy.requirements.map((r) => r.check);
  if (mayApproveAutomatically(standing.records, { automatic: policy.automatic, required })) return false;
  if (policy.review.scoring !== null || !(await everyStatementSigned(c, standing))) return false;
  const tier = await usualTier(c, id, policy);
  if (policy.benefit.tiers.length > 0 && tier === null) return false;
  await decide(c, standing, { verdict: 'approved', reason: null, words: '', tier }, { by: null, secondedBy: null });
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
export async function decide(
  c: Context,
  standing: Standing,
  verdict: Verdict,
  { by, secondedBy }: Behind,
): Promise<{ id: string; finalAt: string }> {
  if (verdict.verdict === 'approved') unless(mayApprove(standing.records));
  const id = newId();
  const finalAt = c.now.add({ minutes: by === null ? 0 : standing.policy.undoMinutes });
  const tier = verdict.verdict === 'approved' ? verdict.tier : null;
  const clock = slaOf({ ...standing, decision: { decidedAt: c.now } }, await loadCalendar(c, standing.calendar), c.now);
  if (!clock) throw new Error('decided before the clock started');
  await sql`
    insert into programs.decisions (id, application, verdict, reason, words, tier, decided_by, seconded_by, policy, evidence, decided_at, final_at,
      program, business_days_without_waiting, business_days_with_waiting, kept)
    select ${id}, a.id, ${verdict.verdict}, ${verdict.reason}, ${verdict.words}, ${tier}, ${by}, ${secondedBy}, a.policy,
      jsonb_build_object(
        'checks', coalesce((select jsonb_agg(jsonb_build_object('name', k.name, 'state', k.state, 'words', k.words, 'evidence', k.evidence, 'at', k.finished_at) order by k.name)
                            from programs.checks k where k.application = a.id and k.superseded_at is null), '[]'),
        'statements', a.statements,
        'exceptions', coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'requirements', e.requirements, 'askedBy', e.asked_by, 'grantedAt', e.granted_at,
              'agreed', (select jsonb_agg(v.account order by v.voted_at) from programs.exception_votes v where v.exception = e.id)) order by e.granted_at)
            from programs.exceptions e where e.application = a.id and e.granted_at is not null), '[]')),
      ${c.now}, ${finalAt}, a.program, ${clock.withoutWaiting.businessDays}, ${clock.withWaiting.businessDays}, ${clock.kept === true}
    from programs.applications a where a.id = ${standing.id}`.execute(c.tx);
  await db(c)
    .updateTable('programs.questions')
    .set({ withdrawn_at: c.now })
    .where('application', '=', standing.id)
    .where('answered_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute();
  await endOpenReview(c, standing.id);
  const about = { kind: 'application', id: standing.id };
  const common = { about, program: standing.program.id, identity: standing.identity };
  if (verdict.verdict === 'approved')
    await record(c, applicationApproved, { ...common, data: { decision: id, automatic: by === null } });
  else await record(c, applicationRefused, { ...common, data: { decision: id, reason: verdict.reason } });
  await restage(c, standing.id);
  await queueJob(c, settleDecision, { decision: id }, { at: finalAt });
  return { id, finalAt: finalAt.toString() };
}
