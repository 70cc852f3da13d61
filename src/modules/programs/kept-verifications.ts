import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { House } from '#kernel/house.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { open, seal } from '#kernel/secrets/seal.ts';
import { verificationReported } from './check-facts.ts';
import type { Asked, Report } from './verification.ts';
import type { VerifierAddress } from './verifier-protocol.ts';

/** The verifier that is always there: a person of the team answers by hand. */
export const LOCAL = 'local';
const LOCAL_NAME = 'The team';

type Reader = Pick<Context, 'tx'>;
export type Verifier = {
  id: string | null;
  code: string;
  name: string;
  url: string | null;
  ended: boolean;
  sealed: Buffer | null;
};
export type KeptVerification = Asked & { id: string; tracking: string };
export type Bypass = { usedAt: string; words: string };

/** A verifier by its code; the team's own is there before anybody needed it. null: there is none. */
export async function verifierByCode(c: Reader, code: string): Promise<Verifier | null> {
  const { rows } = await sql<Verifier>`
    select id, code, name, url, ended_at is not null ended, sealed from programs.verifiers where code = ${code}`.execute(
    c.tx,
  );
  const local = { id: null, code: LOCAL, name: LOCAL_NAME, url: null, ended: false, sealed: null };
  return rows[0] ?? (code === LOCAL ? local : null);
}

/** The verifier's id; that of the team's own is made when it is first needed. */
export async function idOf(c: Context, { id }: Pick<Verifier, 'id'>): Promise<string> {
  if (id !== null) return id;
  const { rows } = await sql<{ id: string }>`
    insert into programs.verifiers (code, name, added_at, changed_at) values (${LOCAL}, ${LOCAL_NAME}, ${c.now}, ${c.now})
    on conflict (code) do update set code = excluded.code returning id`.execute(c.tx);
  return (rows[0] as { id: string }).id;
}

const secretName = (id: string): string => `programs.verifier.${id}`;
export const sealSecret = (house: House, id: string, secret: string): Buffer =>
  seal(house.secrets, secretName(id), secret);

/** How a verifier outside is reached; null for one that is not, or whose secret was forgotten. Throws `CannotOpen`. */
export function addressOf(house: House, { id, url, sealed }: Verifier): VerifierAddress | null {
  return id === null || url === null || sealed === null
    ? null
    : { url, secret: open(house.secrets, secretName(id), sealed) };
}

/** What was asked of a verifier for an application, the newest first. */
export async function verificationsOf(
  c: Reader,
  application: string,
  verifier: string | null,
): Promise<KeptVerification[]> {
  const { rows } = await sql<{
    id: string;
    tracking: string;
    asked_at: Temporal.Instant;
    goes_to: string | null;
    reports: Report[] | null;
  }>`
    select v.id, v.tracking, v.asked_at, v.goes_to,
      (select json_agg(json_build_object('status', r.status, 'feedback', r.feedback, 'at', r.reported_at, 'way', r.way) order by r.reported_at, r.id)
       from programs.verification_reports r where r.verification = v.id) reports
    from programs.verifications v where v.application = ${application} and v.verifier = ${verifier}::uuid
    order by v.asked_at desc, v.id desc limit 50`.execute(c.tx);
  return rows.map(({ id, tracking, asked_at, goes_to, reports }) => ({
    id,
    tracking,
    askedAt: asked_at.toString(),
    goesTo: goes_to,
    reports: (reports ?? []).map((one) => ({ ...one, at: Temporal.Instant.from(one.at).toString() })),
  }));
}

/** The code of the team that was entered for an application; null: none was. */
export async function bypassOf(c: Reader, application: string): Promise<Bypass | null> {
  const { rows } = await sql<{ used_at: Temporal.Instant; words: string }>`
    select used_at, words from programs.bypass_codes where application = ${application} and used_at is not null
    order by used_at limit 1`.execute(c.tx);
  return rows[0] ? { usedAt: rows[0].used_at.toString(), words: rows[0].words } : null;
}

type NewReport = {
  verification: string;
  application: string;
  message: string | null;
  way: Report['way'];
  status: Report['status'];
  feedback: string;
  at: Temporal.Instant;
  by: string | null;
};

/** Writes down what a verifier said; false: this message was written down before. */
export async function noteReport(c: Context, report: NewReport): Promise<boolean> {
  const written = await sql`
    insert into programs.verification_reports (id, verification, message, way, status, feedback, reported_at, reported_by)
    values (${newId()}, ${report.verification}, ${report.message}, ${report.way}, ${report.status}, ${report.feedback}, ${report.at}, ${report.by})
    on conflict (verification, message) do nothing`.execute(c.tx);
  if (Number(written.numAffectedRows ?? 0) === 0) return false;
  const { rows } = await sql<{ program: string; identity: string }>`
    select program, identity from programs.applications where id = ${report.application}`.execute(c.tx);
  const of = rows[0];
  if (of)
    await record(c, verificationReported, {
      about: { kind: 'application', id: report.application },
      program: of.program,
      identity: of.identity,
      data: { verification: report.verification, status: report.status, way: report.way },
    });
  return true;
}
