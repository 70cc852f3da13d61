import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { CHECK } from '../checks/registry.ts';
import { faultsOf } from '../commands/policy-draft.ts';
import type { policyContract } from '../contract/policy.ts';
import { tryOwnWords } from '../emails/own-words.ts';
import { SAMPLES } from '../emails/samples.ts';
import { policyShape } from '../policy/faults.ts';
import { OWN_WORDS_MAILS } from '../policy/mails.ts';
import { CHECKS } from '../policy/requirements.ts';
import { completed } from '../policy/shape.ts';
import { programById } from '../program-of.ts';
import { isActive } from './programs.ts';

type Contract = typeof policyContract;
type Row = {
  policy: Record<string, unknown>;
  based_on: number;
  edit: number;
  saved_at: Temporal.Instant;
  saved_by: string | null;
};

/** What is being changed in a program's policy, with all that the editor needs. Throws `not found`. */
export async function policyDraft(
  c: Context,
  { program }: Input<Contract['policyDraft']>,
): Promise<Output<Contract['policyDraft']>> {
  const inForce = await programById(c, program);
  const { rows } = await sql<Row>`
    select d.policy, d.based_on, d.edit, d.saved_at, n.name saved_by from programs.policy_drafts d
    left join access.account_names n on n.id = d.saved_by where d.program = ${program}`.execute(c.tx);
  const draft = rows[0];
  const policy = draft ? (completed(policyShape(), draft.policy) as Row['policy']) : inForce.policy;
  return {
    shape: policyShape() as Record<string, unknown>,
    checks: CHECKS.map((check) => ({ check, title: CHECK[check].title })),
    mailValues: OWN_WORDS_MAILS.map((mail) => ({ mail, values: Object.keys(SAMPLES[mail]) })),
    inForce: { version: inForce.version, policy: inForce.policy },
    policy,
    faults: await faultsOf(policy),
    edit: draft?.edit ?? 0,
    basedOn: draft?.based_on ?? inForce.version,
    savedAt: draft?.saved_at.toString() ?? null,
    savedBy: draft?.saved_by ?? null,
  };
}

/** Whom a new version concerns. */
export async function policyAffects(
  c: Context,
  { program }: Input<Contract['policyAffects']>,
): Promise<Output<Contract['policyAffects']>> {
  const { rows } = await sql<Output<Contract['policyAffects']>>`
    select
      (select count(*) from programs.applications where program = ${program}
        and stage in ('confirming', 'proving', 'checking', 'review', 'needs-info'))::int undecided,
      (select count(*) from programs.drafts d where d.program = ${program} and d.expires_at > ${c.now}
        and not exists (select from programs.applications a where a.draft = d.id))::int drafts,
      (select count(*) from programs.memberships m where m.program = ${program} and ${isActive(c.now)})::int members`.execute(
    c.tx,
  );
  return rows[0] ?? { undecided: 0, drafts: 0, members: 0 };
}

/** Own words of a mail, rendered with invented values. */
export async function tryMailWords(
  _: Context,
  { program: _program, ...entry }: Input<Contract['tryMailWords']>,
): Promise<Output<Contract['tryMailWords']>> {
  return tryOwnWords(entry, SAMPLES[entry.mail]);
}
