import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { invalid, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { tokenHash } from '#kernel/secrets/token.ts';
import { identify } from '#modules/community';
import { membershipTransferred, transferConfirmed, transferEnded, transferOffered } from '../member-facts.ts';
import { openMemberLink } from '../member-link.ts';
import { aboutMember, lockMember, type Member } from '../member-standing.ts';
import { mayEnd } from '../membership.ts';
import { unless } from '../standing.ts';
import { tellOwnerChanged, tellTransfer } from './tell-member.ts';

const DAYS_TO_CONFIRM = 14;

type Offer = { name: string; address: string; words: string; now: boolean };

/** Offers a membership to another owner. Nothing changes until both confirmed by the links mailed to them; `now`: the team knows of both. */
export async function offer(c: Context, member: Member, given: Offer): Promise<void> {
  unless(mayEnd(member.records));
  if (given.address === member.ownerAddress?.toLowerCase())
    throw invalid([{ field: 'address', message: 'This is the owner already.' }]);
  await takeLimit(c, { bucket: 'transfer', whom: member.id, of: 5, per: { hours: 24 } });
  await takeLimit(c, { bucket: 'transfer-to', whom: given.address, of: 5, per: { hours: 24 } });
  const id = newId();
  const expiresAt = c.now.add({ hours: 24 * DAYS_TO_CONFIRM });
  await sql`update programs.transfers set ended_at = ${c.now}
    where membership = ${member.id} and done_at is null and ended_at is null and expires_at <= ${c.now}`.execute(c.tx);
  const { rows } =
    await sql`insert into programs.transfers (id, membership, to_name, to_address, words, offered_at, offered_by, expires_at)
    values (${id}, ${member.id}, ${given.name}, ${given.address}, ${given.words}, ${c.now}, ${accountOf(c)}, ${expiresAt})
    on conflict do nothing returning 1`.execute(c.tx);
  if (rows.length === 0)
    throw refused('transfer.open', 'It is offered to somebody already. Take that offer back first.');
  await record(c, transferOffered, { ...aboutMember(member), data: { transfer: id } });
  if (given.now) await handOver(c, member, { id, name: given.name, address: given.address });
  else await tellTransfer(c, member, { id, name: given.name, address: given.address, expiresAt });
}

export async function offerTransfer(c: Context, { id, ...given }: Offer & { id: string }) {
  await offer(c, await lockMember(c, id), given);
  return {};
}

export async function endTransfer(c: Context, input: { id: string }) {
  const member = await lockMember(c, input.id);
  const { rows } = await sql<{ id: string }>`update programs.transfers set ended_at = ${c.now}
    where membership = ${member.id} and done_at is null and ended_at is null returning id`.execute(c.tx);
  if (!rows[0]) throw refused('transfer.none', 'It is offered to nobody.');
  await record(c, transferEnded, { ...aboutMember(member), data: { transfer: rows[0].id } });
  return {};
}

export const giveAway = (c: Context, input: { key: string }) => confirm(c, input.key, 'gives');
export const takeOver = (c: Context, input: { key: string }) => confirm(c, input.key, 'takes');

type Open = {
  id: string;
  name: string;
  address: string;
  expires_at: Temporal.Instant;
  gives: boolean;
  takes: boolean;
  done: boolean;
};

/** One side confirms; with the second the membership changes hands. Opening the link again changes nothing. */
async function confirm(c: Context, key: string, side: 'gives' | 'takes'): Promise<{ done: boolean }> {
  const id = await openMemberLink(c, key, side === 'gives' ? 'give-away' : 'take-over');
  const member = await lockMember(c, id);
  const { rows } = await sql<Open>`
    select t.id, t.to_name name, t.to_address address, t.expires_at, t.given_away_at is not null gives, t.taken_over_at is not null takes,
      t.done_at is not null done
    from programs.transfers t join programs.links l on l.membership = t.membership and l.key_hash = ${tokenHash(key)}
    where t.membership = ${id} and t.ended_at is null and t.offered_at = l.made_at order by t.offered_at desc limit 1`.execute(
    c.tx,
  );
  const found = rows[0];
  if (!found || (!found.done && Temporal.Instant.compare(found.expires_at, c.now) <= 0))
    throw refused('transfer.over', 'This offer is over. Ask for a new one.');
  if (found.done) return { done: true };
  if (side === 'gives' ? found.gives : found.takes) return { done: false };
  const column = sql.ref(side === 'gives' ? 'given_away_at' : 'taken_over_at');
  await sql`update programs.transfers set ${column} = ${c.now} where id = ${found.id}`.execute(c.tx);
  await record(c, transferConfirmed, { ...aboutMember(member), data: { transfer: found.id, side } });
  if (side === 'gives' ? !found.takes : !found.gives) return { done: false };
  await handOver(c, member, found);
  return { done: true };
}

async function handOver(c: Context, member: Member, to: { id: string; name: string; address: string }): Promise<void> {
  const identity = await identify(c, {
    platform: 'email',
    kind: 'address',
    value: to.address,
    displayName: to.name,
    ...(member.organisation ? { organisation: member.organisation } : {}),
    source: 'membership',
  });
  await sql`update programs.memberships set identity = ${identity}, owner_name = ${to.name}, owner_address = ${to.address} where id = ${member.id}`.execute(
    c.tx,
  );
  // Links of the owner before open nothing any more, nor do renewals that they began.
  await sql`delete from programs.links where membership = ${member.id} and purpose = 'member'`.execute(c.tx);
  await sql`delete from programs.drafts d where d.renews = ${member.id}
    and not exists (select from programs.applications a where a.draft = d.id)`.execute(c.tx);
  await sql`update programs.transfers set done_at = ${c.now}, to_name = null, to_address = null where id = ${to.id}`.execute(
    c.tx,
  );
  const now = { ...member, identity, ownerName: to.name, ownerAddress: to.address };
  await record(c, membershipTransferred, { ...aboutMember(now), data: { transfer: to.id } });
  await tellOwnerChanged(c, now, to.id);
}
