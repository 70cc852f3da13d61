import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { invalid, notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import type { HandsOver } from '#kernel/slots.ts';
import { db } from './database.ts';
import { accountHandedOver } from './leaving-facts.ts';

const SHOWN = 5;
/** What is to go to whom; `to` null: back to the pool. */
export type Handing = { what: string; to: string | null };

/** Something of an account that ends with it: shown before, moved to nobody. */
const ending = (
  name: string,
  label: string,
  words: string,
  rows: (account: string, c: Context) => RawBuilder<{ title: string }>,
): HandsOver => ({
  name,
  label,
  words,
  held: async (c, account) => {
    const found = await sql<{ title: string; total: number }>`
      select title, count(*) over ()::int as total from (${rows(account, c)}) held limit ${SHOWN}`.execute(c.tx);
    return { count: found.rows[0]?.total ?? 0, some: found.rows.map(({ title }) => ({ title, href: null })) };
  },
});

/** What this room holds for an account. */
export const accessHandsOver: readonly HandsOver[] = [
  ending(
    'access.sessions',
    'Open sessions',
    'They end at once.',
    (account, c) => sql`
    select coalesce(agent, 'A browser') as title from access.sessions
    where account = ${account} and ended_at is null and expires_at > ${c.now} order by seen_at desc`,
  ),
  ending(
    'access.tokens',
    'API tokens',
    'They end at once; what works with them stops.',
    (account, c) => sql`
    select name as title from access.tokens
    where account = ${account} and ended_at is null and (expires_at is null or expires_at > ${c.now}) order by last_used_at desc nulls last`,
  ),
  ending(
    'access.invitations',
    'Open invitations sent',
    'They are withdrawn.',
    (account, c) => sql`
    select mail as title from access.invitations
    where invited_by = ${account} and accepted_at is null and withdrawn_at is null and expires_at > ${c.now} order by id`,
  ),
];

const slotsOf = (c: Context): HandsOver[] => c.house.modules.flatMap((m) => m.handsOver ?? []);

/** What an account holds, thing by thing; what it has none of is left out. */
export async function holdings(c: Context, { id }: { id: string }) {
  const account = await db(c).selectFrom('access.accounts').select('id').where('id', '=', id).executeTakeFirst();
  if (!account) throw notFound('There is no such account.');
  const held = [];
  for (const slot of slotsOf(c)) {
    const { count, some } = await slot.held(c, id);
    const { name, label, words } = slot;
    if (count > 0) held.push({ what: name, label, words, moves: slot.move !== undefined, count, some });
  }
  return { held };
}

/**
 * Hands over what an account holds, in the caller's transaction: all of a kind to one account each, or back to the pool. Throws where
 * a kind is not handed over, or somebody cannot take it; then nothing is.
 */
export async function handOverAll(c: Context, account: string, handing: readonly Handing[]): Promise<number> {
  const slots = slotsOf(c);
  let moved = 0;
  for (const { what, to } of handing) {
    const slot = slots.find(({ name }) => name === what);
    if (!slot?.move) throw invalid([{ field: 'handOver', message: `${what} is nothing that is handed over.` }]);
    if (to !== null) await holdTaker(c, account, to);
    const count = await slot.move(c, account, to);
    if (count === 0) continue;
    moved += count;
    await record(c, accountHandedOver, { about: { kind: 'account', id: account }, data: { what, to, count } });
  }
  return moved;
}

/** Keeps the taker from being disabled until the transaction ends. */
async function holdTaker(c: Context, account: string, to: string): Promise<void> {
  if (to === account) throw invalid([{ field: 'handOver', message: 'Choose somebody else to take it.' }]);
  const { rows } = await sql<{ disabled: boolean }>`
    select disabled_at is not null as disabled from access.accounts where id = ${to} for share`.execute(c.tx);
  if (!rows[0]) throw invalid([{ field: 'handOver', message: 'There is no such account.' }]);
  if (rows[0].disabled)
    throw refused('access.account-disabled', 'Whoever is to take the work is disabled. Choose somebody else.');
}
