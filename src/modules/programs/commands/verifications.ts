import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { invalid, notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { mayRerun } from '../application.ts';
import { bypassMade, bypassUsed, verificationBegun } from '../check-facts.ts';
import { startChecks } from '../checks/run-checks.ts';
import type { programsContract } from '../contract.ts';
import { bypassOf, idOf, noteReport, verificationsOf, verifierByCode } from '../kept-verifications.ts';
import { openLink } from '../links.ts';
import { parametersOf } from '../policy/requirements.ts';
import { aboutApplication, lockApplication, restage, type Standing, unless } from '../standing.ts';
import { foldBypassCode, mayBegin, newBypassCode } from '../verification.ts';
import type { readWebhook } from '../verifier-protocol.ts';

type Contract = typeof programsContract;
const NAME = 'external-verifier';

async function verifierOf(c: Context, standing: Standing) {
  const { verifier: code, bypassDays } = parametersOf(standing.policy.requirements, NAME);
  const verifier = await verifierByCode(c, code);
  if (!verifier || verifier.ended)
    throw refused('verifier.ended', 'The verifier of this program is not in use. Write us a message.');
  return { verifier, bypassDays };
}

async function lookAgain(c: Context, id: string): Promise<void> {
  await startChecks(c, id, [NAME]);
  await restage(c, id);
}

/** The applicant wants to go to the verifier: it is told a tracking id, and answers where to go. */
export async function beginVerification(c: Context, { key }: Input<Contract['beginVerification']>) {
  const standing = await lockApplication(c, (await openLink(c, key, 'status')).application);
  unless(mayRerun(standing.records, NAME));
  const { verifier } = await verifierOf(c, standing);
  if (verifier.url === null)
    throw refused('verifier.by-hand', 'The team verifies this by hand; there is nothing to do.');
  unless(mayBegin(await verificationsOf(c, standing.id, verifier.id), (await bypassOf(c, standing.id)) !== null));
  await takeLimit(c, { bucket: 'verification', whom: standing.id, of: 5, per: { hours: 24 } });
  const verification = newId();
  await sql`insert into programs.verifications (id, application, verifier, tracking, asked_at)
    values (${verification}, ${standing.id}, ${verifier.id}, ${newToken()}, ${c.now})`.execute(c.tx);
  await record(c, verificationBegun, { ...aboutApplication(standing), data: { verification } });
  await lookAgain(c, standing.id);
  return {};
}

/** The applicant enters the code that the team gave them. Codes of others, used ones and old ones are the same to whoever guesses. */
export async function enterBypassCode(c: Context, { key, code }: Input<Contract['enterBypassCode']>) {
  const standing = await lockApplication(c, (await openLink(c, key, 'status')).application);
  unless(mayRerun(standing.records, NAME));
  await takeLimit(c, { bucket: 'bypass', whom: standing.id, of: 10, per: { hours: 1 } });
  const { rows } = await sql<{ id: string }>`
    update programs.bypass_codes set used_at = ${c.now}
    where application = ${standing.id} and code_hash = ${tokenHash(foldBypassCode(code))} and used_at is null and expires_at > ${c.now}
    returning id`.execute(c.tx);
  const [used] = rows;
  if (!used)
    throw invalid([{ field: 'code', message: 'This code is not right, or it is too old. Ask us for a new one.' }]);
  await record(c, bypassUsed, { ...aboutApplication(standing), data: { code: used.id } });
  await lookAgain(c, standing.id);
  return {};
}

/** A person of the team makes a code for somebody whom the verifier does not know. It is shown once; older ones end. */
export async function makeBypassCode(
  c: Context,
  { id, words }: Input<Contract['makeBypassCode']>,
): Promise<Output<Contract['makeBypassCode']>> {
  const standing = await lockApplication(c, id);
  unless(mayRerun(standing.records, NAME));
  const { bypassDays } = parametersOf(standing.policy.requirements, NAME);
  const code = newBypassCode((most) => randomInt(most));
  const made = newId();
  const expiresAt = c.now.add({ hours: 24 * bypassDays });
  await sql`update programs.bypass_codes set expires_at = ${c.now}
    where application = ${id} and used_at is null and expires_at > ${c.now}`.execute(c.tx);
  await sql`insert into programs.bypass_codes (id, application, code_hash, words, made_at, made_by, expires_at)
    values (${made}, ${id}, ${tokenHash(foldBypassCode(code))}, ${words}, ${c.now}, ${accountOf(c)}, ${expiresAt})`.execute(
    c.tx,
  );
  await record(c, bypassMade, { ...aboutApplication(standing), data: { code: made } });
  return { code, expiresAt: expiresAt.toString() };
}

/** A person of the team says what the verification came to, where the verifier is the team itself. */
export async function reportVerification(c: Context, { id, status, feedback }: Input<Contract['reportVerification']>) {
  const standing = await lockApplication(c, id);
  unless(mayRerun(standing.records, NAME));
  const { verifier } = await verifierOf(c, standing);
  if (verifier.url !== null)
    throw refused('verifier.outside', 'Only the verifier says what it found. Give the applicant a code instead.');
  const verification = newId();
  await sql`insert into programs.verifications (id, application, verifier, tracking, asked_at)
    values (${verification}, ${id}, ${await idOf(c, verifier)}, ${newToken()}, ${c.now})`.execute(c.tx);
  const by = accountOf(c);
  await noteReport(c, { verification, application: id, message: null, way: 'hand', status, feedback, at: c.now, by });
  await lookAgain(c, id);
  return {};
}

/** What a verifier sent, once its signature is known to be right. The same message again changes nothing. Throws `not found`. */
export async function takeReport(
  c: Context,
  verifier: string,
  said: NonNullable<ReturnType<typeof readWebhook>>,
): Promise<void> {
  const { rows } = await sql<{ id: string; application: string }>`
    select id, application from programs.verifications where tracking = ${said.tracking} and verifier = ${verifier}`.execute(
    c.tx,
  );
  const [of] = rows;
  if (!of) throw notFound('There is no verification of this tracking id.');
  const standing = await lockApplication(c, of.application);
  const report = { ...said, verification: of.id, application: of.application, way: 'webhook' as const, by: null };
  const isNew = await noteReport(c, report);
  if (isNew && mayRerun(standing.records, NAME) === null) await lookAgain(c, standing.id);
}
