import { sql } from 'kysely';
import { z } from 'zod';
import { actorKey, type Context } from '#kernel/context.ts';
import { db } from './database.ts';
import { houseRoles, rolesLikeManagers } from './house-roles.ts';

/** How people sign in to this installation. */
export const signInSettings = z.object({
  /** Who needs a second factor. Whoever has none sets one up at the next sign-in. */
  factorFor: z.enum(['nobody', 'owners-and-managers', 'everybody']).default('nobody'),
  /** Who may sign in by password. Owners always may, so that an outside provider that fails locks nobody out for good. */
  passwordFor: z.enum(['everybody', 'owners']).default('everybody'),
});
export type SignInSettings = z.output<typeof signInSettings>;

const KEY = 'access.sign-in';

export async function readSignInSettings(c: Pick<Context, 'tx'>): Promise<SignInSettings> {
  const { rows } = await sql<{ value: unknown }>`select value from house.settings where key = ${KEY}`.execute(c.tx);
  return signInSettings.parse(rows[0]?.value ?? {});
}

export async function writeSignInSettings(c: Context, value: SignInSettings): Promise<void> {
  await sql`insert into house.settings (key, value, changed_at, changed_by)
    values (${KEY}, ${JSON.stringify(value)}::jsonb, ${c.now}, ${actorKey(c.actor)})
    on conflict (key) do update set value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    c.tx,
  );
}

/** Whether the organisation asks a second factor of this account. */
export async function needsFactor(c: Pick<Context, 'tx' | 'house'>, account: string): Promise<boolean> {
  const { factorFor } = await readSignInSettings(c);
  if (factorFor !== 'owners-and-managers') return factorFor === 'everybody';
  return holds(c, account, rolesLikeManagers(await houseRoles(c)));
}

/** Whether this account may sign in by password. */
export async function mayUsePassword(c: Pick<Context, 'tx'>, account: string): Promise<boolean> {
  const { passwordFor } = await readSignInSettings(c);
  return passwordFor === 'everybody' || holds(c, account, ['owner']);
}

async function holds(c: Pick<Context, 'tx'>, account: string, roles: string[]): Promise<boolean> {
  const grant = await db(c)
    .selectFrom('access.grants')
    .select('id')
    .where('account', '=', account)
    .where('role', 'in', roles)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return grant !== undefined;
}
