import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { mayRerun } from '../application.ts';
import type { programsContract } from '../contract.ts';
import { bypassOf, LOCAL, verificationsOf, verifierByCode } from '../kept-verifications.ts';
import { parametersOf } from '../policy/requirements.ts';
import { readStanding } from '../standing.ts';
import { mayBegin, reportOf } from '../verification.ts';

type Contract = typeof programsContract;
const NAME = 'external-verifier';

/** The verifiers that policies can name; the team's own comes first. */
export async function listVerifiers(c: Context): Promise<Output<Contract['listVerifiers']>> {
  const { rows } = await sql<{
    id: string;
    code: string;
    name: string;
    url: string;
    on: boolean;
    changed_at: Temporal.Instant;
  }>`
    select id, code, name, url, ended_at is null "on", changed_at from programs.verifiers where url is not null order by name, id limit 200`.execute(
    c.tx,
  );
  return {
    local: LOCAL,
    verifiers: rows.map(({ changed_at, ...row }) => ({
      ...row,
      changedAt: changed_at.toString(),
      webhook: `${c.house.settings.publicUrl}/verifiers/${row.code}/webhook`,
    })),
  };
}

/** What was asked of the verifier for one application, and what it said; for who reviews it. */
export async function listVerifications(
  c: Context,
  { id }: Input<Contract['listVerifications']>,
): Promise<Output<Contract['listVerifications']>> {
  const standing = await readStanding(c, id);
  if (!standing.records.checks.has(NAME))
    return { verifier: null, verifications: [], bypass: null, mayReport: false, mayBypass: false };
  const { verifier: code, bypassDays } = parametersOf(standing.policy.requirements, NAME);
  const verifier = await verifierByCode(c, code);
  const [asked, codes] = await Promise.all([
    verifier ? verificationsOf(c, id, verifier.id) : [],
    sql<{ made_at: Temporal.Instant; expires_at: Temporal.Instant; used_at: Temporal.Instant | null; words: string }>`
      select made_at, expires_at, used_at, words from programs.bypass_codes where application = ${id}
      order by used_at desc nulls last, made_at desc limit 1`.execute(c.tx),
  ]);
  const [made] = codes.rows;
  const open = mayRerun(standing.records, NAME) === null;
  return {
    verifier: {
      code,
      name: verifier?.name ?? code,
      local: verifier?.url == null,
      on: verifier !== null && !verifier.ended,
      bypassDays,
    },
    verifications: asked.map(({ id: verification, tracking, askedAt, reports }) => ({
      id: verification,
      tracking,
      askedAt,
      reports: [...reports],
    })),
    bypass: made
      ? {
          madeAt: made.made_at.toString(),
          expiresAt: made.expires_at.toString(),
          usedAt: made.used_at?.toString() ?? null,
          words: made.words,
        }
      : null,
    mayReport: open && verifier?.url == null && verifier !== null,
    mayBypass: open && made?.used_at == null,
  };
}

/** The same for the applicant's own page. null: no verifier is asked for, or the team verifies by hand. */
export async function ownVerification(
  c: Context,
  application: string,
): Promise<Output<Contract['applicationTasks']>['verification']> {
  const standing = await readStanding(c, application);
  if (!standing.records.checks.has(NAME) || standing.records.decision || standing.records.withdrawn) return null;
  const verifier = await verifierByCode(c, parametersOf(standing.policy.requirements, NAME).verifier);
  const bypassed = (await bypassOf(c, application)) !== null;
  if (!verifier || bypassed) return null;
  const asked = await verificationsOf(c, application, verifier.id);
  const [last] = asked;
  const report = last ? reportOf(last.reports) : null;
  if (report?.status === 'succeeded') return null;
  const free = standing.records.mailConfirmed && mayRerun(standing.records, NAME) === null;
  return {
    name: verifier.name,
    local: verifier.url === null,
    goesTo: report?.status === 'rejected' ? null : (last?.goesTo ?? null),
    begunAt: report?.status === 'initialised' ? report.at : null,
    mayBegin: free && verifier.url !== null && !verifier.ended && mayBegin(asked, bypassed) === null,
    mayEnterCode: free,
  };
}
