import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { Context } from '#kernel/context.ts';
import { smallHouse } from '#tests/support/small-house.ts';
import { type Graph, join, lockMerges, ORGANISATIONS, PEOPLE, part } from './components.ts';
import { communityModule } from './module.ts';

const { house, transact } = await smallHouse([communityModule]);
const SIZE = 8;

async function freshThings(graph: Graph): Promise<string[]> {
  return transact(async (c) => {
    await sql`truncate community.identities, community.organisations cascade`.execute(c.tx);
    const made =
      graph === PEOPLE
        ? await sql<{
            id: string;
          }>`insert into community.identities (platform, kind, folded, written, found_by, first_seen_at)
            select 'email', 'address', n || '@a.example', n || '@a.example', '', now() from generate_series(1, ${SIZE}) n returning id`.execute(
            c.tx,
          )
        : await sql<{ id: string }>`insert into community.organisations (name, folded, found_by, made_at)
            select 'o' || n, 'o' || n, '', now() from generate_series(1, ${SIZE}) n returning id`.execute(c.tx);
    return made.rows.map((row) => row.id).sort();
  });
}

async function mapOf(graph: Graph): Promise<Record<string, string>> {
  const found = await sql<{ member: string; whole: string }>`
    select ${sql.ref(graph.member)} as member, ${sql.ref(graph.whole)} as whole from ${sql.table(graph.map)}`.execute(
    house.database.kysely,
  );
  return Object.fromEntries(found.rows.map((row) => [row.member, row.whole]).sort());
}

/** The reference: union-find from scratch over the merges in force; singletons left out. */
function unionFind(things: string[], merges: { one: string; other: string }[]): Record<string, string> {
  const parent = new Map(things.map((t) => [t, t]));
  const root = (t: string): string => (parent.get(t) === t ? t : root(parent.get(t) as string));
  for (const { one, other } of merges) parent.set(root(one), root(other));
  const groups = Map.groupBy(things, root);
  const entries = [...groups.values()].flatMap((g) =>
    g.length < 2 ? [] : g.map((t) => [t, g.toSorted()[0] as string]),
  );
  return Object.fromEntries(entries.sort());
}

async function inForce(graph: Graph): Promise<{ id: string; one: string; other: string }[]> {
  return (
    await sql<{ id: string; one: string; other: string }>`
      select id, one, other from ${sql.table(graph.merges)} where ended_at is null order by id`.execute(
      house.database.kysely,
    )
  ).rows;
}

const locked = <T>(graph: Graph, act: (c: Context) => Promise<T>) =>
  transact(async (c) => {
    await lockMerges(c, graph);
    return act(c);
  });

/** A step: join two by their places, or undo the n-th merge in force. Joining a pair that is joined directly is left out, cycles are not. */
const step = fc.oneof(
  fc.record({ join: fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)).filter(([a, b]) => a !== b) }),
  fc.record({ undo: fc.nat(20) }),
);

describe.each([
  ['people', PEOPLE],
  ['organisations', ORGANISATIONS],
])('the map of %s', (_, graph) => {
  test('equals a union-find from scratch after every step of any history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const things = await freshThings(graph);
        for (const s of steps) {
          const now = await inForce(graph);
          if ('join' in s) {
            const [a, b] = s.join.map((n) => things[n] as string).sort() as [string, string];
            if (now.some((m) => m.one === a && m.other === b)) continue;
            await locked(graph, (c) => join(c, graph, a, b, 'a test'));
          } else {
            const merge = now[s.undo % Math.max(1, now.length)];
            if (!merge) continue;
            await locked(graph, (c) => part(c, graph, merge.id));
          }
          expect(await mapOf(graph)).toEqual(unionFind(things, await inForce(graph)));
        }
      }),
      { numRuns: 25 },
    );
  });

  test('is exactly as before once merges are undone in any order', async () => {
    const pairs = fc.uniqueArray(
      fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)).filter(([a, b]) => a < b),
      { minLength: 1, maxLength: 6, selector: ([a, b]) => `${a}-${b}` },
    );
    await fc.assert(
      fc.asyncProperty(pairs, pairs, fc.infiniteStream(fc.nat()), async (first, second, chance) => {
        const things = await freshThings(graph);
        const add = async ([a, b]: [number, number]) =>
          locked(graph, (c) => join(c, graph, things[a] as string, things[b] as string, 'a test'));
        for (const pair of first) await add(pair);
        const before = await mapOf(graph);
        const added: string[] = [];
        const fresh = second.filter(([a, b]) => !first.some(([x, y]) => x === a && y === b));
        for (const pair of fresh) added.push(await add(pair));
        const order = added.map((id) => ({ id, at: chance.next().value as number })).sort((a, b) => a.at - b.at);
        for (const { id } of order) await locked(graph, (c) => part(c, graph, id));
        expect(await mapOf(graph)).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });

  test('stays right when many merge and undo at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 20 }), async (steps) => {
        const things = await freshThings(graph);
        for (let n = 0; n < SIZE; n += 2) {
          await locked(graph, (c) => join(c, graph, things[n] as string, things[(n + 3) % SIZE] as string, 'a test'));
        }
        const merges = await inForce(graph);
        const outcomes = await Promise.allSettled(
          steps.map((s) =>
            locked(graph, async (c): Promise<unknown> => {
              if ('join' in s)
                return join(c, graph, things[s.join[0]] as string, things[s.join[1]] as string, 'a test');
              return part(c, graph, (merges[s.undo % merges.length] as { id: string }).id);
            }),
          ),
        );
        // The only thing that may fail is a pair that is joined already (unique in force).
        for (const o of outcomes) if (o.status === 'rejected') expect(o.reason).toMatchObject({ code: '23505' });
        expect(await mapOf(graph)).toEqual(unionFind(things, await inForce(graph)));
      }),
      { numRuns: 12 },
    );
  });
});
