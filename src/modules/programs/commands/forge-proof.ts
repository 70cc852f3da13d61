import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { LANGUAGES, type Language } from '#kernel/language/languages.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { open, seal } from '#kernel/secrets/seal.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { newSent, type ProofProvider, proofProviders } from '#modules/access';
import {
  type AccessAt,
  type ForgeUser,
  type HiddenAt,
  parseRepositoryAddress,
  type RepositoryAddress,
  repositoryKey,
} from '#modules/connectors';
import { mayRerun } from '../application.ts';
import { startChecks } from '../checks/run-checks.ts';
import { db } from '../database.ts';
import { forgeSignedIn } from '../facts.ts';
import { openLink } from '../links.ts';
import { netOf } from '../net.ts';
import { lockApplication, restage, unless } from '../standing.ts';

const TOO_FEW = '. Only maintainers and owners show control by it.';
/** How long a sign-in at a forge may take. */
export const PROOF_MINUTES = 10;

const held = z.object({
  key: z.string(),
  verifier: z.string(),
  nonce: z.string(),
  /** The language that was chosen by a link, for the way back. */
  language: z.enum(LANGUAGES).nullable(),
});
/** What is kept, sealed, while somebody is at the forge: the key of their status page, and what ties the way back to the way out. */
export type ProofBegun = { id: string; application: string; provider: ProofProvider; held: z.output<typeof held> };

/** The places of an application that lie at a forge. */
export async function placesAt(c: Context, application: string, origin: string): Promise<RepositoryAddress[]> {
  const net = netOf(c.house);
  const { namespace_url } = await db(c)
    .selectFrom('programs.applications')
    .select('namespace_url')
    .where('id', '=', application)
    .executeTakeFirstOrThrow();
  const repositories = await db(c)
    .selectFrom('programs.repositories')
    .select('url')
    .where('application', '=', application)
    .orderBy('position')
    .execute();
  const urls = [
    ...new Set([...(namespace_url === null ? [] : [namespace_url]), ...repositories.map((one) => one.url)]),
  ];
  return urls.map((url) => parseRepositoryAddress(url, net)).filter((one) => new URL(one.webUrl).origin === origin);
}

/** Begins a sign-in at a forge for the holder of a status link. Answers its state, which the browser keeps, and whose application it is for. */
export async function beginForgeProof(c: Context, key: string, providerId: string, language: Language | null) {
  const standing = await lockApplication(c, (await openLink(c, key, 'status')).application);
  unless(mayRerun(standing.records, 'control-proved'));
  await takeLimit(c, { bucket: 'prove', whom: standing.id, of: 12, per: { hours: 1 } });
  const provider = (await proofProviders(c)).find((one) => one.id === providerId);
  const places = provider ? await placesAt(c, standing.id, provider.origin) : [];
  const [first] = places;
  if (!provider || !first) {
    throw refused('application.no-forge', 'Your project does not lie at a forge where one can sign in. Use the token.');
  }
  const { project, applicant_name } = await db(c)
    .selectFrom('programs.applications')
    .select(['project', 'applicant_name'])
    .where('id', '=', standing.id)
    .executeTakeFirstOrThrow();
  const id = newId();
  const state = newToken();
  const sent = newSent();
  await db(c)
    .insertInto('programs.forge_proofs')
    .values({
      id,
      application: standing.id,
      provider: provider.id,
      place: repositoryKey(first),
      state_hash: tokenHash(state),
      sealed: seal(c.house.secrets, nameOf(id), JSON.stringify({ key, language, ...sent })),
      started_at: c.now,
      expires_at: c.now.add({ minutes: PROOF_MINUTES }),
    })
    .execute();
  return { state, sent, provider, places, whose: { project, name: applicant_name ?? '' } };
}

/** Takes what was begun under a state: once, and not too late. Null otherwise. */
export async function takeForgeProof(c: Context, state: string): Promise<ProofBegun | null> {
  const row = await db(c)
    .selectFrom('programs.forge_proofs')
    .select(['id', 'application', 'provider', 'sealed'])
    .where('state_hash', '=', tokenHash(state))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', c.now)
    .forUpdate()
    .executeTakeFirst();
  if (!row?.sealed) return null;
  await db(c)
    .updateTable('programs.forge_proofs')
    .set({ ended_at: c.now, sealed: null })
    .where('id', '=', row.id)
    .execute();
  const provider = (await proofProviders(c)).find((one) => one.id === row.provider);
  if (!provider) return null;
  const opened = held.parse(JSON.parse(open(c.house.secrets, nameOf(row.id), row.sealed)));
  return { id: row.id, application: row.application, provider, held: opened };
}

/** Writes down what the forge said of somebody's rights at each place, and has checked again what rests on it. */
export async function noteForgeProof(
  c: Context,
  begun: ProofBegun,
  user: ForgeUser,
  found: readonly AccessAt[],
  hidden: readonly HiddenAt[],
): Promise<void> {
  // The link may have been replaced meanwhile; whoever held it began this, and its application is the one that counts.
  const standing = await lockApplication(c, begun.application);
  const refusal = mayRerun(standing.records, 'control-proved');
  if (refusal) throw refused(refusal.rule, refusal.words);
  const host = new URL(begun.provider.origin).host;
  for (const [nth, { place, access }] of found.entries()) {
    const said = {
      place: repositoryKey(place),
      forge_account: user.name,
      forge_account_id: user.id,
      access: access.level,
      proves: access.proves,
      hidden: hidden.find((one) => repositoryKey(one.place) === repositoryKey(place))?.hidden ?? null,
      source: `${host}${access.source}`,
      words: `${user.name} signed in at ${host}, which says of ${place.path}: ${access.level}${access.proves ? '.' : TOO_FEW}`,
    };
    if (nth === 0) {
      await db(c).updateTable('programs.forge_proofs').set(said).where('id', '=', begun.id).execute();
      continue;
    }
    const when = { started_at: c.now, expires_at: c.now, ended_at: c.now };
    const row = { application: standing.id, provider: begun.provider.id, state_hash: tokenHash(newToken()) };
    await db(c)
      .insertInto('programs.forge_proofs')
      .values({ ...row, ...when, ...said })
      .execute();
  }
  await record(c, forgeSignedIn, {
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    identity: standing.identity,
    data: { proof: begun.id, proves: found.every((one) => one.access.proves) },
  });
  const looksAgain = ['control-proved', 'namespace-visibility'].filter(
    (name) => mayRerun(standing.records, name) === null,
  );
  await startChecks(c, standing.id, looksAgain);
  await restage(c, standing.id);
}

const nameOf = (id: string): string => `programs.forge-proof.${id}`;
