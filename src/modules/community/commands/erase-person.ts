import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { invalid, notFound, refused } from '#kernel/errors.ts';
import { record } from '#kernel/ledger/record.ts';
import { eraseDeliveriesAbout } from '#kernel/webhooks/erase.ts';
import { eraseNotesAbout } from '#kernel/work/notes.ts';
import { eraseNoticesAbout } from '#kernel/work/notifications/list.ts';
import { lockMerges, membersOf, PEOPLE } from '../components.ts';
import type { communityContract } from '../contract.ts';
import { erasureHash } from '../erasure-hash.ts';
import { personErased } from '../facts.ts';

/** What stands in place of a name, address or handle that was erased. */
const GONE = 'Erased person';

type Held = { id: string; platform: string; kind: string; folded: string; erased: boolean };

/**
 * Erases the personal values of a person everywhere community can reach: written forms, attributes, affiliations, details in
 * the ledger, notes. What happened stays, as do merges, so that no count changes. Other rooms erase theirs on hearing
 * `person.erased`. A keyed hash of each value stays, by which an import can tell what it must not bring back.
 */
export async function erasePerson(
  c: Context,
  input: Input<(typeof communityContract)['erasePerson']>,
): Promise<{ identities: number }> {
  // Nobody joins the person with another while we decide whose values go.
  await lockMerges(c, PEOPLE);
  const members = await membersOf(c, PEOPLE, input.id);
  const held = await read(c, members);
  if (held.length === 0) throw notFound('There is no such person.');
  if (held.every((identity) => identity.erased))
    throw refused('person.already-erased', 'This person was erased already.');
  await checkConfirmation(c, input.id, input.confirm);
  for (const identity of held.filter((i) => !i.erased)) {
    const hash = erasureHash(c.house.secrets, identity);
    await sql`insert into community.erasures (identity, hash, erased_at) values (${identity.id}, ${hash}, ${c.now})
      on conflict (identity) do update set hash = excluded.hash, erased_at = excluded.erased_at`.execute(c.tx);
  }
  await sql`
    update community.identities set written = ${GONE}, folded = 'erased ' || id, external_id = null, name = null, named_at = null,
      found_by = '', erased_at = ${c.now}
    where id = any(${members}::uuid[])`.execute(c.tx);
  await sql`delete from community.identity_attributes where identity = any(${members}::uuid[])`.execute(c.tx);
  await sql`delete from community.affiliations where identity = any(${members}::uuid[])`.execute(c.tx);
  await sql`update community.merges set reason = 'erased' where one = any(${members}::uuid[]) or other = any(${members}::uuid[])`.execute(
    c.tx,
  );
  await sql`update community.never_merge set reason = 'erased' where one = any(${members}::uuid[]) or other = any(${members}::uuid[])`.execute(
    c.tx,
  );
  await eraseDetails(c, members);
  const identities = members.map((id) => ({ kind: 'identity', id }));
  await eraseNotesAbout(c, identities);
  await eraseNoticesAbout(c, identities);
  await eraseDeliveriesAbout(c, identities);
  const about = members[0] ?? input.id;
  await record(c, personErased, {
    about: { kind: 'identity', id: about },
    identity: about,
    data: { identities: members },
  });
  return { identities: members.length };
}

async function read(c: Context, members: string[]): Promise<Held[]> {
  const found = await sql<Held>`
    select id, platform, kind, folded, erased_at is not null as erased from community.identities
    where id = any(${members}::uuid[]) and kind in ('address', 'user') order by id for update`.execute(c.tx);
  return found.rows;
}

async function checkConfirmation(c: Context, id: string, typed: string): Promise<void> {
  const found = await sql<{ name: string }>`select name from community.people where identity = ${id}`.execute(c.tx);
  const name = found.rows[0]?.name ?? '';
  if (typed !== name.trim()) {
    throw invalid([
      { field: 'confirm', message: `Type the name exactly as it is shown (${name}); this cannot be undone.` },
    ]);
  }
}

/** Deletes what the ledger kept apart for this: the personal values before and after. */
async function eraseDetails(c: Context, members: string[]): Promise<void> {
  await sql`
    delete from ledger.details d using ledger.facts f
    where f.id = d.fact and (f.identity = any(${members}::uuid[]) or (f.about_kind = 'identity' and f.about_id = any(${members}::uuid[])))`.execute(
    c.tx,
  );
}
