import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { invalid, notFound } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { newSecret } from '#kernel/webhooks/signature.ts';
import { verifierAdded, verifierChanged } from '../check-facts.ts';
import type { programsContract } from '../contract.ts';
import { LOCAL, sealSecret } from '../kept-verifications.ts';

type Contract = typeof programsContract;

const note = (c: Context, fact: typeof verifierAdded | typeof verifierChanged, id: string) =>
  record(c, fact, { about: { kind: 'verifier', id }, data: {} });

/** Adds a verifier outside. The answer is the only time its secret is seen. */
export async function addVerifier(
  c: Context,
  { code, name, url }: Input<Contract['addVerifier']>,
): Promise<Output<Contract['addVerifier']>> {
  const taken = await sql`select from programs.verifiers where code = ${code}`.execute(c.tx);
  if (code === LOCAL || taken.rows.length > 0)
    throw invalid([{ field: 'code', message: 'There is a verifier of this code already.' }]);
  const id = newId();
  const secret = newSecret();
  await sql`insert into programs.verifiers (id, code, name, url, sealed, added_at, changed_at)
    values (${id}, ${code}, ${name}, ${url}, ${sealSecret(c.house, id, secret)}, ${c.now}, ${c.now})`.execute(c.tx);
  await note(c, verifierAdded, id);
  return { id, secret };
}

/** Changes name and address, or takes it out of use and back. */
export async function changeVerifier(c: Context, { id, name, url, on }: Input<Contract['changeVerifier']>) {
  const { rows } = await sql`
    update programs.verifiers set name = ${name}, url = ${url}, changed_at = ${c.now},
      ended_at = case when ${on} then null else coalesce(ended_at, ${c.now}::timestamptz) end
    where id = ${id} and url is not null returning id`.execute(c.tx);
  if (rows.length === 0) throw notFound('There is no such verifier.');
  await note(c, verifierChanged, id);
  return {};
}

/** Gives a verifier a new secret; the old one is worth nothing from now on. */
export async function renewVerifierSecret(
  c: Context,
  { id }: Input<Contract['renewVerifierSecret']>,
): Promise<Output<Contract['renewVerifierSecret']>> {
  const secret = newSecret();
  const { rows } = await sql`
    update programs.verifiers set sealed = ${sealSecret(c.house, id, secret)}, changed_at = ${c.now}
    where id = ${id} and url is not null returning id`.execute(c.tx);
  if (rows.length === 0) throw notFound('There is no such verifier.');
  await note(c, verifierChanged, id);
  return { secret };
}
