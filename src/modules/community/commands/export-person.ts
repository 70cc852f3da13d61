import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { record } from '#kernel/ledger/record.ts';
import { notesAbout } from '#kernel/work/notes.ts';
import type { communityContract } from '../contract.ts';
import { personExported } from '../facts.ts';
import { person } from '../queries/person.ts';
import { visiblePerson } from '../visibility.ts';

/** Everything the house holds about a person: what community knows, what the ledger kept, notes, and each room's own. */
export async function exportPerson(
  c: Context,
  input: { id: string },
): Promise<Output<(typeof communityContract)['exportPerson']>> {
  const { person: whole, identities } = await visiblePerson(c, input.id);
  const { may: _, timeline: __, ...known } = await person(c, { id: whole });
  const rooms: Record<string, unknown> = {};
  const addresses = await addressesOf(c, identities);
  for (const slot of c.house.modules.flatMap((m) => m.personalData ?? [])) {
    rooms[slot.name] = await slot.forIdentities(c, identities, addresses);
  }
  const data = {
    exportedAt: c.now.toString(),
    person: known,
    facts: await factsOf(c, identities),
    notes: await notesAbout(c, 'identity', identities, 10_000),
    ...rooms,
  };
  await record(c, personExported, { about: { kind: 'identity', id: whole }, identity: whole, data: { identities } });
  return { name: `person-${whole}.json`, data };
}

async function addressesOf(c: Context, identities: string[]): Promise<string[]> {
  const found = await sql<{ written: string }>`
    select written from community.identities
    where id = any(${identities}::uuid[]) and kind = 'address' and erased_at is null order by id`.execute(c.tx);
  return found.rows.map((row) => row.written);
}

async function factsOf(c: Context, identities: string[]): Promise<unknown[]> {
  const found = await sql<{ fact: unknown }>`
    select jsonb_build_object('kind', f.kind, 'at', f.happened_at, 'about', f.about_kind, 'data', f.data, 'details', (
      select jsonb_object_agg(d.field, jsonb_build_object('before', d.before, 'after', d.after)) from ledger.details d where d.fact = f.id)) as fact
    from ledger.facts f where f.identity = any(${identities}::uuid[]) order by f.id`.execute(c.tx);
  return found.rows.map((row) => row.fact);
}
