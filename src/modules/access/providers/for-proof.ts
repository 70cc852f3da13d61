import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { authorization, exchange, type Sent } from './conversation.ts';
import { clientOf, type Provider, providerInForce, providersInForce } from './provider.ts';
import { revoke } from './revoke.ts';

/** A forge at which applicants may show what they control. */
export type ProofProvider = { id: string; forge: 'gitlab' | 'github'; name: string; origin: string };

/** The forges that the organisation also uses as proof. */
export async function proofProviders(c: Pick<Context, 'tx'>): Promise<ProofProvider[]> {
  return (await providersInForce(c)).flatMap(asProof);
}

function asProof({ id, preset, name, issuer, forProof }: Provider): ProofProvider[] {
  if (!forProof || (preset !== 'gitlab' && preset !== 'github')) return [];
  return [{ id, forge: preset, name, origin: new URL(issuer).origin }];
}

async function clientFor(c: Context, id: string) {
  const provider = await providerInForce(c, id);
  if (!provider || asProof(provider).length === 0) throw notFound('Nobody proves control by this provider here.');
  return clientOf(c, provider);
}

/** The address at which somebody signs in to show what they control. Speaks to the outside: no transaction may be open. */
export async function proofAuthorization(
  c: Context,
  id: string,
  given: { redirect: string; state: string; scopes: string; sent: Sent },
): Promise<string> {
  return authorization(c.house.gate, await clientFor(c, id), given);
}

/** Opens the forge's interface for somebody who came back, for as long as `use` takes; then the forge is told to forget the token. */
export async function withProofToken<T>(
  c: Context,
  id: string,
  given: { here: URL; state: string; sent: Sent },
  use: (token: string) => Promise<T>,
): Promise<T> {
  const client = await clientFor(c, id);
  const { access } = await exchange(c.house.gate, client, { ...given, openid: false });
  try {
    return await use(access);
  } finally {
    // What it was needed for is done or failed already; a forge that does not forget it changes neither.
    await revoke(c.house.gate, client, access).catch((error: unknown) =>
      c.house.log.info({ err: error, provider: id }, 'a forge did not take a token back'),
    );
  }
}
