import { sql } from 'kysely';
import type { RequestInfo } from '#kernel/context.ts';
import { respondNowhere } from '#kernel/context.ts';
import type { House } from '#kernel/house.ts';
import { record } from '#kernel/ledger/record.ts';
import { addressPrefix } from '#kernel/limits/bucket.ts';
import { tokenFromNewNetwork } from './security-facts.ts';
import type { SignedIn } from './session.ts';

/** The network of an address, as far as one can tell: /24 of IPv4, /48 of IPv6. */
export function networkOf(address: string | null): string {
  const prefix = addressPrefix(address);
  if (prefix.includes('.')) return `${prefix.split('.').slice(0, 3).join('.')}.0/24`;
  if (prefix.includes(':')) return `${prefix.split(':').slice(0, 3).join(':')}::/48`;
  return prefix;
}

/** Keeps the network a token was used from for the first time; a fact where the token was used from another one before. */
export async function meetNetwork(
  house: House,
  actor: SignedIn,
  network: string,
  request: RequestInfo,
  now: Temporal.Instant,
): Promise<void> {
  const token = actor.key ?? '';
  await house.database.kysely.transaction().execute(async (tx) => {
    const { rows } = await sql<{ others: boolean }>`
      with met as (insert into access.token_networks (token, network, first_at) values (${token}, ${network}, ${now})
        on conflict do nothing returning token)
      select exists (select from access.token_networks n where n.token = met.token) as others from met`.execute(tx);
    if (!rows[0]?.others) return;
    await record({ actor, tx, now, house, request, respond: respondNowhere }, tokenFromNewNetwork, {
      about: { kind: 'account', id: actor.id },
      data: { token },
    });
  });
}
