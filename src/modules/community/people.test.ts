import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import { fact } from '#kernel/ledger/fact.ts';
import { record } from '#kernel/ledger/record.ts';
import { keepAll } from '#kernel/search/keep.ts';
import { smallHouse } from '#tests/support/small-house.ts';
import { affiliate, identify, identifyOrganisation, noteAttribute } from './identify.ts';
import { identitiesOfPerson, personOf, wasErased } from './index.ts';
import { communityModule } from './module.ts';
import { tooManyToCount } from './visibility.ts';

const joined = fact('test.joined', z.object({}), 'joined the test');
const testRoom = {
  name: 'tests',
  contract: {},
  handlers: {},
  facts: [joined],
  personPanels: [
    {
      name: 'tests.panel',
      title: 'Counted',
      rows: async (_: unknown, identities: string[]) => [
        { label: 'Identities', value: String(identities.length), href: null },
      ],
    },
  ],
  personalData: [
    { name: 'tests', forIdentities: async (_: unknown, identities: string[]) => ({ count: identities.length }) },
  ],
};
const { house, transact, clock, as, stranger } = await smallHouse([communityModule, testRoom]);
const manager = await as('manager');
const analyst = await as('analyst');
const program = newId();
const scoped = await as('reviewer', program);
const rows = async <R>(text: string) => (await sql.raw<R>(text).execute(house.database.kysely)).rows;

type Named = { ada: string; adal: string; adaHub: string; bob: string };
let people: Named;

async function makePeople(): Promise<Named> {
  return transact(async (c) => {
    const one = (platform: string, kind: string, value: string, name: string | null) =>
      identify(c, { platform, kind, value, displayName: name, source: 'application' });
    return {
      ada: await one('email', 'address', 'Ada@example.org', 'Ada Lovelace'),
      adal: await one('gitlab.com', 'user', 'adalove', null),
      adaHub: await one('github.com', 'user', 'AdaLove', 'Countess Lovelace'),
      bob: await one('email', 'address', 'bob@example.org', 'Bob'),
    };
  });
}

beforeEach(async () => {
  await sql`truncate community.identities, community.organisations, ledger.facts, work.notes cascade`.execute(
    house.database.kysely,
  );
  people = await makePeople();
});

const merge = (one: string, other: string) =>
  manager('community.mergePeople', { one, other, reason: 'said so by mail' });

describe('merging', () => {
  test('joins two into one person, seen by every reader at once, and undo restores it exactly', async () => {
    const before = await manager('community.listPeople', {});
    const { merge: id, person } = await merge(people.ada, people.adal);
    expect(person).toBe(people.ada);
    expect(await personOf({ tx: house.database.kysely }, people.adal)).toBe(people.ada);
    expect(await identitiesOfPerson({ tx: house.database.kysely }, people.adal)).toEqual(
      [people.ada, people.adal].sort(),
    );
    expect(await rows(`select name, address from community.people where identity = '${people.adal}'`)).toEqual([
      { name: 'Ada Lovelace', address: 'Ada@example.org' },
    ]);
    const list = await manager('community.listPeople', {});
    expect(list.total).toBe(3);
    expect(list.rows.find((r: { id: string }) => r.id === people.ada)).toMatchObject({
      identities: 2,
      platforms: ['email', 'gitlab.com'],
    });
    expect((await manager('community.undoMerge', { id })).people.sort()).toEqual([people.ada, people.adal].sort());
    expect(await manager('community.listPeople', {})).toEqual(before);
    expect(await rows('select 1 from community.persons')).toHaveLength(0);
  });

  test('shows beforehand what it would join, and why it may not', async () => {
    const preview = await manager('community.previewMerge', { one: people.ada, other: people.adaHub });
    expect(preview).toMatchObject({
      address: 'Ada@example.org',
      refusal: null,
      one: { name: 'Ada Lovelace' },
      other: { name: 'Countess Lovelace' },
    });
    await merge(people.ada, people.adaHub);
    const again = await manager('community.previewMerge', { one: people.ada, other: people.adaHub });
    expect(again.refusal.rule).toBe('people.already-one');
    const after = await manager('community.person', { id: people.adaHub });
    expect({ name: after.name, address: after.address }).toEqual({ name: preview.name, address: preview.address });
  });

  test.each([
    ['people.already-one', () => merge(people.ada, people.ada)],
    [
      'people.never-merge',
      async () => {
        await merge(people.adal, people.adaHub);
        await manager('community.neverMerge', { one: people.ada, other: people.adal, reason: 'met them both' });
        // The note names another identity of the same person.
        await merge(people.ada, people.adaHub);
      },
    ],
    [
      'people.not-a-person',
      async () => {
        const project = await transact((c) =>
          identify(c, { platform: 'gitlab.com', kind: 'project', value: 'a/b', source: 'x' }),
        );
        await merge(people.ada, project);
      },
    ],
    [
      'merge.already-undone',
      async () => {
        const { merge: id } = await merge(people.ada, people.adal);
        await manager('community.undoMerge', { id });
        await manager('community.undoMerge', { id });
      },
    ],
  ])('is refused by the rule %s', async (rule, act) => {
    await expect(act()).rejects.toMatchObject({ code: 'refused', data: { rule } });
  });

  test('two colleagues who merge the same at once make one merge', async () => {
    const outcomes = await Promise.allSettled([merge(people.ada, people.adal), merge(people.adal, people.ada)]);
    expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await rows('select 1 from community.merges')).toHaveLength(1);
    expect(await rows(`select 1 from ledger.facts where kind = 'identities.merged'`)).toHaveLength(1);
  });

  test('keeping apart can be taken back, and is refused for who is one', async () => {
    const { id } = await manager('community.neverMerge', { one: people.bob, other: people.ada, reason: 'brothers' });
    expect(await manager('community.neverMerge', { one: people.ada, other: people.bob, reason: 'brothers' })).toEqual({
      id,
    });
    expect((await manager('community.person', { id: people.ada })).neverMerged).toMatchObject([
      { with: { id: people.bob, name: 'Bob' } },
    ]);
    await manager('community.allowMerge', { id });
    await merge(people.ada, people.bob);
    await expect(
      manager('community.neverMerge', { one: people.ada, other: people.bob, reason: 'brothers' }),
    ).rejects.toMatchObject({
      data: { rule: 'people.already-one' },
    });
  });
});

describe('suggestions', () => {
  test('state their reasons, and end with a merge or a note', async () => {
    await transact((c) => noteAttribute(c, people.adal, 'address', 'ADA@example.org', 'gitlab.com'));
    const noreply = await transact((c) =>
      identify(c, { platform: 'email', kind: 'address', value: '42+AdaLove@users.noreply.github.com', source: 'git' }),
    );
    const { rows: found } = await manager('community.suggestMerges', {});
    const shown = found.map(
      (s: { one: { id: string }; other: { id: string }; reasons: { code: string }[]; strength: string }) => [
        ...[s.one.id, s.other.id].sort(),
        s.reasons.map((r) => r.code).join(),
        s.strength,
      ],
    );
    expect(shown.sort()).toEqual(
      [
        [...[people.ada, people.adal].sort(), 'same-address', 'strong'],
        [...[people.adaHub, noreply].sort(), 'noreply-address', 'strong'],
        [...[people.adal, people.adaHub].sort(), 'same-handle', 'weak'],
      ].sort(),
    );
    const bell = await manager('work.needsMe', {});
    expect(bell.items).toMatchObject([{ title: '2 pairs of identities may be one person' }]);
    await merge(people.ada, people.adal);
    await manager('community.neverMerge', { one: people.ada, other: people.adaHub, reason: 'another Ada' });
    const left = await manager('community.suggestMerges', {});
    expect(left.rows).toHaveLength(1);
    expect(left.rows[0].reasons[0].code).toBe('noreply-address');
    expect((await manager('community.suggestMerges', { person: people.bob })).rows).toEqual([]);
    expect(await rows('select 1 from community.merges')).toHaveLength(1);
  });
});

describe('a suggestion by name', () => {
  const named = (value: string, displayName: string, organisation: string) =>
    transact((c) =>
      identify(c, { platform: 'email', kind: 'address', value, displayName, organisation, source: 'application' }),
    );
  const pairs = async (input: object = {}) =>
    (await manager('community.suggestMerges', input)).rows
      .filter((s: { reasons: { code: string }[] }) => s.reasons.some(({ code }) => code === 'same-name'))
      .map((s: { one: { id: string }; other: { id: string }; strength: string }) => [s.one.id, s.other.id, s.strength]);

  test('needs a full name in one organisation, also in one that was merged', async () => {
    const [clock, tower, other] = await transact(async (c) => [
      await identifyOrganisation(c, { name: 'Marble Clock' }),
      await identifyOrganisation(c, { name: 'Marble Clock Tower' }),
      await identifyOrganisation(c, { name: 'Other' }),
    ]);
    const one = await named('grace@clock.example', 'Grace Hopper', clock as string);
    const two = await named('grace@home.example', 'GRACE  Hopper', clock as string);
    const far = await named('grace@other.example', 'Grace Hopper', other as string);
    await named('sam@clock.example', 'Sam', clock as string);
    await named('sam@home.example', 'Sam', clock as string);
    const three = await named('grace@tower.example', 'Grace Hopper', tower as string);
    const pair = (a: string, b: string) => [...[a, b].sort(), 'weak'];
    expect(await pairs()).toEqual([pair(one, two)]);
    expect(await pairs({ person: two })).toEqual([pair(one, two)]);
    expect(await pairs({ person: far })).toEqual([]);
    expect(await pairs({ strong: true })).toEqual([]);
    await manager('community.mergeOrganisations', { one: clock, other: tower, reason: 'one and the same' });
    expect((await pairs()).sort()).toEqual([pair(one, two), pair(one, three), pair(two, three)].sort());
    await merge(one, two);
    await manager('community.neverMerge', { one, other: three, reason: 'her niece' });
    expect(await pairs()).toEqual([]);
  });
});

test('two users whose profiles name the same address are suggested, whoever holds it', async () => {
  await transact((c) => noteAttribute(c, people.adal, 'address', 'countess@example.net', 'gitlab.com'));
  await transact((c) => noteAttribute(c, people.adaHub, 'address', 'Countess@example.net', 'github.com'));
  const { rows: found } = await manager('community.suggestMerges', { strong: true });
  expect(found).toMatchObject([{ reasons: [{ code: 'same-address' }], strength: 'strong' }]);
});

describe('a person’s page', () => {
  test('answers by any identity with panels, merges, employers and the timeline of all of them', async () => {
    await transact(async (c) => {
      const organisation = await identifyOrganisation(c, { name: 'ACME', domain: 'acme.example' });
      await affiliate(c, { identity: people.ada, organisation, source: 'application' });
      await record(c, joined, { about: { kind: 'identity', id: people.ada }, identity: people.ada, program, data: {} });
    });
    clock.advance({ minutes: 1 });
    await merge(people.ada, people.adal);
    clock.advance({ minutes: 1 });
    await manager('work.addNote', { about: { kind: 'identity', id: people.adal }, body: 'Met at FOSDEM.' });
    const page = await manager('community.person', { id: people.adal });
    expect(page.id).toBe(people.ada);
    expect(page.panels).toEqual([
      { name: 'tests.panel', title: 'Counted', rows: [{ label: 'Identities', value: '2', href: null }] },
    ]);
    expect(page.affiliations).toMatchObject([{ organisation: { name: 'ACME' }, source: 'application' }]);
    expect(page.merges).toMatchObject([{ reason: 'said so by mail', madeBy: { name: 'Test manager' }, endedAt: null }]);
    expect(page.timeline.rows.map((e: { words: string; who: string | null }) => [e.words, e.who])).toEqual([
      ['Met at FOSDEM.', 'Test manager'],
      ['merged two identities into one person', 'Test manager'],
      ['joined the test', null],
    ]);
  });

  test('pages its timeline without losing or repeating an entry', async () => {
    await transact(async (c) => {
      for (let n = 0; n < 57; n++) {
        const later = { ...c, now: c.now.add({ seconds: Math.floor(n / 3) }) };
        await record(later, joined, { about: { kind: 'identity', id: people.bob }, identity: people.bob, data: {} });
      }
    });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await manager('community.timeline', { id: people.bob, limit: 10, ...(after ? { after } : {}) });
      seen.push(...page.rows.map((e: { id: string }) => e.id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toHaveLength(57);
    expect(new Set(seen).size).toBe(57);
    await expect(manager('community.timeline', { id: people.bob, after: 'bogus' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('lists page by page, each person once, and filters look at every identity', async () => {
    await merge(people.ada, people.adaHub);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await manager('community.listPeople', { limit: 1, ...(after ? { after } : {}) });
      seen.push(...page.rows.map((r: { id: string }) => r.id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual([people.bob, people.adal, people.ada]);
    for (const text of ['countess', 'ADALOVE', 'ada@example']) {
      expect((await manager('community.listPeople', { text })).rows.map((r: { id: string }) => r.id)).toContain(
        people.ada,
      );
    }
    expect((await manager('community.listPeople', { platform: 'github.com' })).rows).toMatchObject([
      { id: people.ada },
    ]);
    expect((await manager('community.listPeople', { text: '%' })).rows).toEqual([]);
    await transact(keepAll);
    const found = await manager('work.search', { text: 'countess' });
    expect(found.groups).toMatchObject([{ source: 'People', hits: [{ id: people.ada, title: 'Ada Lovelace' }] }]);
  });
});

describe('who may see', () => {
  test('a page counts them only where not too much happened', async () => {
    const [busy, quiet] = [newId(), newId()];
    const happens = (in_: string) =>
      transact((c) =>
        record(c, joined, {
          about: { kind: 'identity', id: people.ada },
          identity: people.ada,
          program: in_,
          data: {},
        }),
      );
    for (const each of [busy, busy, quiet]) await happens(each);
    const many = (programs: string[] | null, most: number) => {
      const permissions = ['people.read'];
      const grants = (programs ?? [null]).map((program) => ({ role: 'reviewer', program, permissions }));
      const actor = { kind: 'account' as const, id: newId(), name: 'R', via: 'token' as const, grants };
      return transact((c) => tooManyToCount({ ...c, actor }, most));
    };
    expect(await many([busy], 2)).toBe(false);
    expect(await many([busy], 1)).toBe(true);
    expect(await many([quiet], 1)).toBe(false);
    expect(await many([busy, quiet], 2)).toBe(true);
    // Everybody is counted up to a number, not by what happened.
    expect(await many(null, 0)).toBe(false);
  });

  test('with a grant for one program, only those to whom something happened there', async () => {
    expect((await scoped('community.listPeople', {})).rows).toEqual([]);
    await expect(scoped('community.person', { id: people.adal })).rejects.toMatchObject({ code: 'not-found' });
    await transact((c) =>
      record(c, joined, { about: { kind: 'identity', id: people.ada }, identity: people.ada, program, data: {} }),
    );
    await transact((c) =>
      record(c, joined, {
        about: { kind: 'identity', id: people.ada },
        identity: people.ada,
        program: newId(),
        data: {},
      }),
    );
    await merge(people.ada, people.adal);
    expect(await scoped('community.listPeople', {})).toMatchObject({ total: 1, rows: [{ id: people.ada }] });
    const page = await scoped('community.person', { id: people.adal });
    expect(page.timeline.rows.filter((e: { kind: string }) => e.kind === 'test.joined')).toHaveLength(1);
    expect(page.may).toEqual({ merge: false, export: false, erase: false, note: false });
    await transact(keepAll);
    expect((await scoped('work.search', { text: 'bob' })).groups).toEqual([]);
    expect((await scoped('work.search', { text: 'lovelace' })).groups).toMatchObject([{ hits: [{ id: people.ada }] }]);
  });

  test('an analyst changes nothing, a stranger sees nothing', async () => {
    const input = { one: people.ada, other: people.bob, reason: 'because' };
    await expect(analyst('community.mergePeople', input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(analyst('community.exportPeople', {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      analyst('community.erasePerson', { id: people.ada, reason: 'because', confirm: 'x' }),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(stranger('community.listPeople', {})).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('export and erasure', () => {
  test('the list leaves as CSV that no spreadsheet runs, under the same filters, and is recorded', async () => {
    await transact((c) =>
      identify(c, {
        platform: 'email',
        kind: 'address',
        value: 'eve@example.org',
        displayName: '=HYPERLINK("x")',
        source: 'x',
      }),
    );
    const { text, rows: count } = await manager('community.exportPeople', { text: 'eve@' });
    expect(count).toBe(1);
    expect(text.split('\r\n')[1]).toContain(`"'=HYPERLINK(""x"")",eve@example.org`);
    expect(await rows(`select data from ledger.facts where kind = 'people.exported'`)).toEqual([
      { data: { rows: 1, filtered: true } },
    ]);
  });

  test('erasure takes every personal value and leaves what happened', async () => {
    await merge(people.ada, people.adal);
    await transact((c) =>
      record(c, joined, {
        about: { kind: 'identity', id: people.adal },
        identity: people.adal,
        data: {},
        details: { name: { after: 'Ada Lovelace' } },
      }),
    );
    await manager('work.addNote', { about: { kind: 'identity', id: people.ada }, body: 'Ada likes trains.' });
    const { data } = await manager('community.exportPerson', { id: people.ada });
    expect(data).toMatchObject({
      tests: { count: 2 },
      notes: [{ body: 'Ada likes trains.' }],
      person: { address: 'Ada@example.org' },
    });
    expect(JSON.stringify(data.facts)).toContain('Ada Lovelace');

    const erase = (confirm: string) =>
      manager('community.erasePerson', { id: people.adal, reason: 'asked for it', confirm });
    await expect(erase('Ada')).rejects.toMatchObject({ code: 'invalid', data: { fields: [{ field: 'confirm' }] } });
    expect(await erase('Ada Lovelace')).toEqual({ identities: 2 });
    await expect(erase('Erased person')).rejects.toMatchObject({ data: { rule: 'person.already-erased' } });

    const everything = await rows<{ text: string }>(`
      select (select jsonb_agg(t) from community.identities t where id in ('${people.ada}', '${people.adal}'))::text
        || coalesce((select jsonb_agg(t) from community.identity_attributes t where identity in ('${people.ada}', '${people.adal}'))::text, '')
        || (select jsonb_agg(t) from community.merges t)::text || coalesce((select jsonb_agg(t) from ledger.details t)::text, '')
        || (select jsonb_agg(t) from ledger.facts t)::text || coalesce((select jsonb_agg(t) from work.notes t)::text, '') as text`);
    expect(everything[0]?.text).not.toMatch(/ada@|lovelace|adalove"|trains/i);
    expect(await rows(`select 1 from ledger.facts where kind = 'test.joined'`)).toHaveLength(1);
    expect(await rows(`select data from ledger.facts where kind = 'person.erased'`)).toHaveLength(1);
    const c = { tx: house.database.kysely, house };
    expect(await wasErased(c, { platform: 'email', kind: 'address', value: 'ADA@example.org' })).toBe(true);
    expect(await wasErased(c, { platform: 'email', kind: 'address', value: 'bob@example.org' })).toBe(false);
    await expect(merge(people.ada, people.bob)).rejects.toMatchObject({ data: { rule: 'people.erased' } });
    // Somebody who comes back by themselves is somebody new.
    expect((await makePeople()).ada).not.toBe(people.ada);
  });
});

describe('organisations', () => {
  test('merge, show their people, and part again', async () => {
    const [a, b] = await transact(async (c) => {
      const one = await identifyOrganisation(c, { name: 'ACME', domain: 'acme.example' });
      const other = await identifyOrganisation(c, { name: 'Acme Inc' });
      await affiliate(c, { identity: people.ada, organisation: one, source: 'x' });
      await affiliate(c, { identity: people.bob, organisation: other, source: 'x' });
      return [one, other] as const;
    });
    const { merge: id, organisation } = await manager('community.mergeOrganisations', {
      one: a,
      other: b,
      reason: 'same firm',
    });
    expect(organisation).toBe(a);
    expect(await manager('community.listOrganisations', {})).toMatchObject({
      total: 1,
      rows: [{ id: a, people: 2, domain: 'acme.example' }],
    });
    const page = await manager('community.organisation', { id: b });
    expect(page.parts).toHaveLength(2);
    expect(page.people.map((p: { id: string }) => p.id).sort()).toEqual([people.ada, people.bob].sort());
    expect((await manager('community.listPeople', { organisation: b })).total).toBe(2);
    await transact(keepAll);
    expect((await manager('work.search', { text: 'acme' })).groups).toMatchObject([
      { source: 'Organisations', hits: [{ id: a }] },
    ]);
    await manager('community.undoOrganisationMerge', { id });
    expect((await manager('community.listOrganisations', { text: 'acme' })).total).toBe(2);
  });
});
