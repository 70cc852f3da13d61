import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { notFound } from '#kernel/errors.ts';
import type { accessContract } from '../contract.ts';
import { db } from '../database.ts';
import { tryProvider } from '../providers/conversation.ts';
import { CALLBACK, clientOf, providerInForce, providersInForce } from '../providers/provider.ts';
import { ownAccount } from '../session.ts';

/** The buttons of the sign-in page. */
export async function signInProviders(c: Context) {
  const providers = (await providersInForce(c)).filter((one) => one.forStaff);
  return { providers: providers.map(({ id, name, preset }) => ({ id, name, preset })) };
}

/** The providers in force with their groups. */
export async function listProviders(c: Context): Promise<Output<typeof accessContract.listProviders>> {
  const { rows } = await sql<{
    id: string;
    made_at: Temporal.Instant;
    accounts: number;
    groups: { group: string; role: string; program: string | null }[];
  }>`
    select p.id, p.made_at,
      (select count(*) from access.provider_subjects s where s.provider = p.id and s.ended_at is null) as accounts,
      coalesce((select json_agg(json_build_object('group', g.group_name, 'role', g.role, 'program', g.program)
        order by g.group_name, g.role, g.id) from access.provider_groups g where g.provider = p.id), '[]'::json) as groups
    from access.providers p where p.ended_at is null`.execute(c.tx);
  const more = new Map(rows.map((row) => [row.id, row]));
  const origin = c.house.settings.publicUrl;
  return {
    providers: (await providersInForce(c)).flatMap((provider) => {
      const row = more.get(provider.id);
      if (!row) return [];
      return [{ ...provider, groups: row.groups, accounts: Number(row.accounts), madeAt: row.made_at.toString() }];
    }),
    // GitHub takes one address, and every address below it.
    redirects: { signIn: `${origin}${CALLBACK}`, proof: `${origin}/auth/proof`, github: `${origin}/auth` },
  };
}

/** Asks a provider without anybody signing in. No transaction is open meanwhile. */
export async function testProvider(c: Context, input: Input<typeof accessContract.testProvider>) {
  const { id, preset, issuer, clientId } = input;
  let { secret } = input;
  if (id !== undefined && secret === '') {
    const kept = await providerInForce(c, id);
    // The kept secret goes to the kept provider alone, never to an address that was just typed in.
    if (!kept || kept.issuer !== issuer || kept.preset !== preset) throw notFound('There is no such sign-in provider.');
    ({ secret } = await clientOf(c, kept));
  }
  return tryProvider(c.house.gate, { preset, issuer, clientId, secret }, `${c.house.settings.publicUrl}${CALLBACK}`);
}

/** The providers that one's own account is connected with. */
export async function ownProviders(c: Context) {
  const { id } = ownAccount(c);
  const rows = await db(c)
    .selectFrom('access.provider_subjects as s')
    .innerJoin('access.providers as p', 'p.id', 's.provider')
    .select(['s.id', 'p.name', 's.linked_at', 's.last_used_at'])
    .where('s.account', '=', id)
    .where('s.ended_at', 'is', null)
    .orderBy('p.name')
    .orderBy('s.id')
    .execute();
  return {
    links: rows.map((row) => ({
      id: row.id,
      name: row.name,
      linkedAt: row.linked_at.toString(),
      lastUsedAt: row.last_used_at.toString(),
    })),
  };
}
