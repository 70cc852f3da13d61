import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { invalid } from '#kernel/errors.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { openMemberLink } from '../member-link.ts';
import { lockMember, type Member } from '../member-standing.ts';
import type { Hosting } from '../policy/benefit.ts';
import type { ReferenceKind } from '../reference-kinds.ts';
import { askFor } from './entitlements.ts';
import { answerOpenBreach, handBackMember } from './member-course.ts';
import { endReference, keepContact, keepReference } from './member-keeping.ts';
import { offer } from './transfer.ts';

/** What the owner of a membership does under the private link. All of it in a day is bounded. */
async function own(c: Context, key: string): Promise<Member> {
  const member = await lockMember(c, await openMemberLink(c, key, 'member'));
  await takeLimit(c, { bucket: 'member', whom: member.id, of: 100, per: { hours: 24 } });
  return member;
}

type Keyed<T> = T & { key: string };

export async function saveOwnContact(
  c: Context,
  { key, ...contact }: Keyed<{ role: string; name: string; address: string }>,
) {
  await keepContact(c, await own(c, key), contact);
  return {};
}

type Reference = { kind: ReferenceKind; scope: string; speaker: string; endsOn: string | null };

export async function giveReference(c: Context, { key, ...given }: Keyed<Reference>) {
  await keepReference(c, await own(c, key), given);
  return {};
}

export async function takeReferenceBack(c: Context, input: Keyed<{ reference: string }>) {
  await endReference(c, await own(c, input.key), input.reference);
  return {};
}

/** Asks for another hosting in place of the main one that is in force. */
export async function askReplacement(c: Context, input: Keyed<{ hosting: Hosting; words: string }>) {
  const member = await own(c, input.key);
  const { rows } = await sql<{ id: string; hosting: Hosting | null }>`
    select e.id, e.hosting from programs.entitlements e join programs.terms t on t.id = e.term
    where e.membership = ${member.id} and e.kind <> 'second' and e.replaced_at is null order by t.position desc limit 1`.execute(
    c.tx,
  );
  const main = rows[0];
  if (!main || main.hosting === input.hosting)
    throw invalid([{ field: 'hosting', message: 'Choose another one than you have.' }]);
  await askFor(c, member, { kind: 'replacement', entitlement: main.id, hosting: input.hosting, words: input.words });
  return {};
}

export async function askSecondSubscription(c: Context, input: Keyed<{ words: string }>) {
  await askFor(c, await own(c, input.key), { kind: 'second', entitlement: null, hosting: null, words: input.words });
  return {};
}

export async function answerBreach(c: Context, input: Keyed<{ body: string }>) {
  await answerOpenBreach(c, await own(c, input.key), input.body);
  return {};
}

export async function handBack(c: Context, input: Keyed<{ words: string }>) {
  await handBackMember(c, await own(c, input.key), input.words);
  return {};
}

export async function offerOwner(c: Context, { key, ...to }: Keyed<{ name: string; address: string }>) {
  await offer(c, await own(c, key), { ...to, words: '', now: false });
  return {};
}
