import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { faultOf, visitor } from '#tests/support/visitor.ts';
import { writeAccount } from './accounts.ts';

const house = await testHouse();
const owner = await house.as('owner');
const manager = await house.as('manager');
const password = 'correct teapot marsh lantern';

/** Somebody who signed in twice, has a token, changed their name, and was written to. */
async function somebody(name: string, role: 'reviewer' | 'owner' = 'reviewer') {
  const mail = `${name.toLowerCase()}@example.org`;
  const id = await house.transact((c) =>
    writeAccount(c, { name, mail, password, role, program: null, grantedBy: null }),
  );
  const [one, two] = [visitor(house), visitor(house)];
  for (const each of [one, two]) await each.access.signIn({ mail, password });
  const { token } = await one.access.makeToken({
    name: `${name} at night`,
    scopes: null,
    expiresAt: null,
    program: null,
  });
  await one.access.rename({ name: `${name}-Renamed` });
  await house.stranger.access.requestPasswordReset({ mail });
  await house.work();
  return { id, mail, one, two, token };
}
const factsOf = (id: string) =>
  house.rows<{ kind: string }>(
    `select kind from ledger.facts where about_id = '${id}' or actor_id = '${id}' order by id`,
  );

/** Every table of the house in which a text stands. */
async function placesOf(text: string): Promise<string[]> {
  const tables = await house.rows<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int n from ${sql.raw(name)} t where t::text ilike ${`%${text}%`}`.execute(
      house.house.database.kysely,
    );
    if ((rows[0]?.n ?? 0) > 0) found.push(name);
  }
  return found;
}

test('erasing takes name, address and keys from every table; what was done stays, by an erased account', async () => {
  const { id, mail } = await somebody('Quillfeather');
  const facts = (await factsOf(id)).map(({ kind }) => kind);
  expect(facts.length).toBeGreaterThan(3);
  expect((await placesOf('quillfeather')).length).toBeGreaterThan(3);
  expect(await faultOf(owner.access.eraseAccount({ id }))).toMatchObject({ rule: 'access.not-disabled' });
  await owner.access.disableAccount({ id });
  expect(await faultOf(manager.access.eraseAccount({ id }))).toMatchObject({ code: 'FORBIDDEN' });
  expect((await owner.access.getAccount({ id })).can).toMatchObject({ enable: true, erase: true });
  expect((await manager.access.getAccount({ id })).can).toMatchObject({ enable: true, erase: false });
  await owner.access.eraseAccount({ id });
  expect((await owner.access.getAccount({ id })).can).toMatchObject({ enable: false, erase: false });
  expect(await placesOf('quillfeather')).toEqual([]);
  expect((await factsOf(id)).map(({ kind }) => kind)).toEqual([...facts, 'account.disabled', 'account.erased']);
  const entries = (await owner.audit.log({ who: id })).rows;
  expect(entries.length).toBeGreaterThan(0);
  for (const { who, from } of entries) expect([who.name, from]).toEqual(['Erased account', null]);
  await owner.access.eraseAccount({ id });
  expect((await factsOf(id)).filter(({ kind }) => kind === 'account.erased')).toHaveLength(1);
  expect(await faultOf(owner.access.enableAccount({ id }))).toMatchObject({ rule: 'access.erased' });
  expect(await faultOf(visitor(house).access.signIn({ mail, password }))).toMatchObject({ code: 'INVALID' });
  await owner.access.invite({ mail, name: '', role: 'analyst', program: null });
});

test('a lost device: all sessions of a colleague end, and tokens if asked; nobody does it to a wider role', async () => {
  const { id, mail, one, two, token } = await somebody('Pemberton');
  expect(await manager.access.signOutAccount({ id, tokens: false })).toEqual({ sessions: 2, tokens: 0 });
  for (const each of [one, two]) expect((await each.access.me({})).account).toBeNull();
  const byToken = house.client({ authorization: `Bearer ${token}` });
  expect((await byToken.access.me({})).account?.id).toBe(id);
  expect(await manager.access.signOutAccount({ id, tokens: true })).toEqual({ sessions: 0, tokens: 1 });
  expect((await byToken.access.me({})).account).toBeNull();
  await one.access.signIn({ mail, password });
  expect((await one.access.me({})).account?.id).toBe(id);
  expect((await house.mailbox(mail)).at(-1)?.text).toContain('ended your sessions and API tokens');
  const high = await somebody('Highmost', 'owner');
  expect(await faultOf(manager.access.signOutAccount({ id: high.id, tokens: false }))).toMatchObject({
    rule: 'access.beyond-own',
  });
  expect((await high.one.access.me({})).account?.id).toBe(high.id);
});

test('ending one of one’s own sessions is written down', async () => {
  const { id, one } = await somebody('Ashdown');
  const other = (await one.access.listSessions({})).sessions.find(({ current }) => !current);
  await one.access.endSession({ id: other?.id ?? '' });
  await one.access.endSession({ id: other?.id ?? '' });
  expect((await factsOf(id)).filter(({ kind }) => kind === 'account.sessions-ended')).toHaveLength(1);
});
