import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Module } from '#kernel/module.ts';
import type { SearchEntry } from '#kernel/slots.ts';
import { smallHouse } from '#tests/support/small-house.ts';
import { keepAll, keepEntries, searchablesOf } from './keep.ts';
import { oneSlipFrom, slipsBetween } from './typos.ts';
import { folded, keyOf } from './words.ts';

const [oss, startups] = [newId(), newId()];
const known = new Map<string, SearchEntry>();
const put = (text: string, keys: string[], programs: string[] | null, at = '2026-03-01T00:00:00Z') => {
  const id = newId();
  known.set(id, { id, keys, text, programs, at: Temporal.Instant.from(at) });
  return id;
};
const room: Module = {
  name: 'tests',
  contract: {},
  handlers: {},
  searchable: [
    {
      kind: 'ship',
      label: 'Ships',
      permission: 'work.read',
      touchedBy: [],
      all: async (_, after, limit) =>
        [...known.keys()]
          .sort()
          .filter((id) => after === null || id > after)
          .slice(0, limit),
      entries: async (_, ids) => ids.flatMap((id) => known.get(id) ?? []),
      hits: async (_, ids) => ids.map((id) => ({ id, title: known.get(id)?.text ?? '', words: '', href: `/${id}` })),
    },
  ],
};
const { house, transact, as } = await smallHouse([room]);
const manager = await as('manager');
const reviewer = await as('reviewer', oss);
const kube = put('Kubernetes Dashboard', ['OSS-1042', 'gitlab.com/kube/dash', 'jane.doe@example.org'], [oss]);
const older = put('Kubernetes Operator', ['OSS-0007'], [oss], '2025-01-01T00:00:00Z');
const muller = put('Jürgen Müller', ['jurgen@müller.example'], [startups]);
const lodz = put('Łódź Straßenbahn', ['STA-9'], null);
const john = put('John Smith', ['john@smith.example'], [oss]);
await transact(keepAll);
const hits = async (text: string, who = manager, limit = 6): Promise<string[]> =>
  (await who('work.search', { text, limit })).groups.flatMap((g: { hits: { id: string }[] }) =>
    g.hits.map(({ id }) => id),
  );

describe('finds', () => {
  test.each([
    ['a number', 'oss-1042', kube],
    ['a number with a space', 'OSS 1042', kube],
    ['the beginning of a number', 'oss-10', kube],
    ['an address', 'Jane.Doe@Example.org', kube],
    ['the beginning of an address', 'jane.d', kube],
    ['an address with a slip', 'jane.deo@example.org', kube],
    ['a namespace as a link', 'https://gitlab.com/kube/dash/', kube],
    ['a beginning', 'dashb', kube],
    ['two words in any order', 'dashboard kuber', kube],
    ['two neighbours swapped', 'dahsboard', kube],
    ['a letter too few', 'dashbord', kube],
    ['two wrong letters in a long word', 'dashpoart', kube],
    ['a misspelt word and a right one', 'kubrenetes dash', kube],
    ['without its umlaut', 'muller', muller],
    ['with the umlaut written out', 'mueller', muller],
    ['with letters that others lack', 'łódź', lodz],
    ['without them', 'lodz strassenbahn', lodz],
    ['a short name with two letters swapped', 'jhon', john],
  ])('%s', async (_, text, id) => {
    expect((await hits(text))[0]).toBe(id);
  });

  test.each(['zzzzzz', 'oss-9999999', 'nobody@nowhere.test', '%', '_', "'; drop table search.entries", '  ', 'a'])(
    'nothing for %j',
    async (text) => expect(await hits(text)).toEqual([]),
  );

  test('the latest first among equals, a word as typed before its beginning, and says by which words', async () => {
    expect(await hits('kubernetes')).toEqual([kube, older]);
    expect(await hits('kubernetes', manager, 1)).toEqual([kube]);
    const { groups } = await manager('work.search', { text: 'kubrenetes dash' });
    expect(groups[0].hits[0].matched).toEqual(['kubernetes', 'dashboard']);
  });

  test('nothing of other programs, nor of what belongs to none', async () => {
    for (const text of ['muller', 'lodz', 'STA-9', 'jurgen@müller.example', 'mullre'])
      expect(await hits(text, reviewer)).toEqual([]);
    expect(await hits('jhon', reviewer)).toEqual([john]);
  });
});

test('working out again writes what changed, lets go of what is gone, and of words that nobody holds', async () => {
  const id = put('Ephemeral Zebra', ['zebra@secret.example'], [oss]);
  const keep = (ids: string[]) => transact((c) => keepEntries(c, searchablesOf(c)[0] as never, ids));
  await keep([id]);
  await keep([id]);
  expect(await hits('zebra')).toEqual([id]);
  known.set(id, { ...(known.get(id) as SearchEntry), text: 'Ephemeral Gnu', keys: [] });
  await keep([id]);
  expect(await hits('zebra@secret.example')).toEqual([]);
  expect(await hits('gnu')).toEqual([id]);
  known.delete(id);
  await keep([id]);
  const left =
    await sql`select word from search.vocabulary where word in ('ephemeral', 'gnu', 'zebra', 'zebra@secret.example')`.execute(
      house.database.kysely,
    );
  expect(left.rows).toEqual([]);
  expect(await hits('kubernetes')).toEqual([kube, older]);
});

describe('slips', () => {
  const word = fc.stringMatching(/^[a-z]{2,9}$/);
  test('every spelling one slip away is one slip away, and the other way round', () => {
    fc.assert(
      fc.property(word, fc.nat(), (w, n) => {
        const all = oneSlipFrom(w);
        const one = all[n % all.length] as string;
        expect(slipsBetween(w, one, 2)).toBe(1);
        expect(oneSlipFrom(one)).toContain(w);
      }),
    );
  });
  test('the distance is the same both ways and none to itself', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(slipsBetween(a, b, 9)).toBe(slipsBetween(b, a, 9));
        expect(slipsBetween(a, b, 9) === 0).toBe(a === b);
      }),
    );
  });
});

test('folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(folded(folded(text))).toBe(folded(text));
      expect(keyOf(keyOf(text)).length).toBeLessThanOrEqual(200);
    }),
  );
});
