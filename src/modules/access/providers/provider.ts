import type { Context } from '#kernel/context.ts';
import { readSecret } from '#kernel/secrets/vault.ts';
import { db } from '../database.ts';
import type { Preset } from './presets.ts';

/** Where a provider sends people back to after they signed in. */
export const CALLBACK = '/auth/callback';

/** What is asked to vouch for people: an OpenID provider, or GitHub, which speaks OAuth only. */
export type Provider = {
  id: string;
  preset: Preset;
  name: string;
  issuer: string;
  clientId: string;
  scopes: string;
  groupsClaim: string;
  forStaff: boolean;
  forProof: boolean;
  trustsFactor: boolean;
  admits: boolean;
};

/** What is needed to speak with it. `secret` is never logged and never shown. */
export type Client = Pick<Provider, 'preset' | 'issuer' | 'clientId'> & { secret: string };

export const secretOf = (provider: string): string => `access.provider.${provider}`;

/** The providers in force, by name. */
export async function providersInForce(c: Pick<Context, 'tx'>): Promise<Provider[]> {
  const rows = await db(c)
    .selectFrom('access.providers')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    preset: row.preset as Preset,
    name: row.name,
    issuer: row.issuer,
    clientId: row.client_id,
    scopes: row.scopes,
    groupsClaim: row.groups_claim,
    forStaff: row.for_staff,
    forProof: row.for_proof,
    trustsFactor: row.trusts_factor,
    admits: row.admits,
  }));
}

/** A provider in force, or null. */
export async function providerInForce(c: Pick<Context, 'tx'>, id: string): Promise<Provider | null> {
  return (await providersInForce(c)).find((one) => one.id === id) ?? null;
}

/** The provider with its client's secret. Throws when the secret is gone or sealed with another key. */
export async function clientOf(c: Pick<Context, 'tx' | 'house'>, provider: Provider): Promise<Client> {
  const secret = await readSecret(c, secretOf(provider.id));
  if (secret === null) throw new Error(`the client secret of the provider ${provider.id} is gone`);
  return { preset: provider.preset, issuer: provider.issuer, clientId: provider.clientId, secret };
}
