import { beforeAll, describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, openProgram } from '#tests/support/program.ts';

const house = await testHouse();
const ABSENT = 'nobody@example.org';
const PASSWORD = 'a long enough passphrase';
/** Somebody with a password, somebody whose account is disabled, somebody who applied, a member who came with a list. */
const KNOWN = 'known@example.org';
const DISABLED = 'disabled@example.org';
const APPLIED = 'applicant-counted@example.org';
const BROUGHT = 'member@example.org';

beforeAll(async () => {
  const program = await openProgram(house);
  await confirm(house, await apply(house, 'counted'));
  const owner = await house.as('owner');
  const content = Buffer.from(`member,email,start\nTide,${BROUGHT},2026-01-01`).toString('base64');
  const list = await owner.programs.uploadImport({ program, kind: 'members', name: 'list.csv', content });
  await owner.programs.startImport({ ...list, reading: (await owner.programs.previewImport(list)).reading });
  for (const mail of [KNOWN, DISABLED]) {
    await owner.access.invite({ mail, name: 'Known', role: 'analyst', program: null });
    await house.work();
    const [invited] = await house.mailbox(mail);
    const key = /key=([\w-]{43})/.exec(invited?.text ?? '')?.[1] as string;
    await house.stranger.access.acceptInvitation({ key, name: 'Known', password: PASSWORD });
  }
  const [row] = await house.rows<{ id: string }>(`select id from access.accounts where mail = '${DISABLED}'`);
  await owner.access.disableAccount({ id: row?.id as string });
  await house.work();
});

let heard: string[] | null = null;
const listening = new WeakSet<object>();
house.house.database.pool.on('acquire', (client) => {
  if (listening.has(client)) return;
  listening.add(client);
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  client.query = ((...given: unknown[]) => {
    const first = given[0] as string | { text?: string };
    heard?.push((typeof first === 'string' ? first : (first.text ?? '')).replace(/\s+/g, ' ').trim());
    return query(...given);
  }) as typeof client.query;
});

/** The statements that a call makes PostgreSQL carry out, without their values. */
async function statementsOf(act: () => Promise<unknown>): Promise<string[]> {
  heard = [];
  await act();
  // What is set up once for a connection is nobody's doing.
  const said = heard.filter((text) => !/^set timezone/i.test(text));
  heard = null;
  return said;
}

type Said = { status: number; body: string; headers: string[] };
async function ask(path: string, input: unknown): Promise<Said> {
  const headers = { 'content-type': 'application/json' };
  const response = await house.request(`/api${path}`, { method: 'POST', body: JSON.stringify(input), headers });
  return {
    status: response.status,
    body: await response.text(),
    headers: [...response.headers].map(([name, value]) => `${name}: ${value}`).toSorted(),
  };
}

/** What is said of an address, and what was done for it; the tries of others do not count. */
async function outcome(path: string, input: unknown): Promise<Said & { statements: string[] }> {
  await house.rows('delete from house.limits');
  // Plans that are made once for a connection are made before.
  await ask(path, input);
  await house.rows('delete from house.limits');
  let said: Said | null = null;
  const statements = await statementsOf(async () => {
    said = await ask(path, input);
  });
  return { ...(said as unknown as Said), statements };
}

describe('an address that is known is answered like one that is not', () => {
  test.each([
    [
      'signing in, wrong password',
      '/sign-in',
      (mail: string) => ({ mail, password: 'not the password at all' }),
      [KNOWN, DISABLED],
      400,
    ],
    [
      'a link for a forgotten password',
      '/password-resets',
      (mail: string) => ({ mail }),
      [KNOWN, DISABLED, 'KNOWN@example.org'],
      200,
    ],
    [
      'a lost link of an application',
      '/public/applications/lost-link',
      (address: string) => ({ address }),
      [APPLIED, 'APPLICANT-counted@example.org', BROUGHT],
      200,
    ],
  ] as const)('%s', async (_what, path, input, known, status) => {
    const absent = await outcome(path, input(ABSENT));
    expect(absent.status, absent.body).toBe(status);
    expect(absent.statements.length).toBeGreaterThan(3);
    for (const mail of known) {
      const found = await outcome(path, input(mail));
      expect({ ...found, statements: [] }, mail).toEqual({ ...absent, statements: [] });
      // Nothing to measure either: PostgreSQL is asked the same, in the same order, but for the end of a savepoint.
      const alike = (statements: readonly string[]) =>
        statements.map((each) => each.replace(/^(release|rollback to) savepoint/, 'end savepoint'));
      expect(alike(found.statements), mail).toEqual(alike(absent.statements));
    }
  });

  test('a disabled account with the right password says no more than any other', async () => {
    const wrong = await ask('/sign-in', { mail: ABSENT, password: PASSWORD });
    expect(await ask('/sign-in', { mail: DISABLED, password: PASSWORD })).toEqual(wrong);
    expect((await ask('/sign-in', { mail: KNOWN, password: PASSWORD })).status).toBe(200);
  });

  test('whoever applies under an address of somebody else learns nothing of them', async () => {
    const { programs } = house.stranger;
    const answers = [];
    for (const address of [APPLIED, KNOWN, ABSENT])
      answers.push(
        await apply(house, `as-${answers.length}`, { address }).then(({ number }) => number.replace(/\d+$/, 'n')),
      );
    expect(new Set(answers).size).toBe(1);
    await expect(programs.application({ key: 'A'.repeat(43) })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('what was asked for does reach those who are known, and nobody else', async () => {
    await house.rows('delete from house.limits');
    const before = (await house.mailbox()).length;
    for (const mail of [KNOWN, DISABLED, ABSENT]) await ask('/password-resets', { mail });
    for (const address of [APPLIED, KNOWN, BROUGHT])
      await ask('/public/applications/lost-link', { address: address.toUpperCase() });
    await house.work();
    const fresh = (await house.mailbox()).slice(before);
    expect(fresh.map(({ to_address, template }) => [to_address, template])).toEqual(
      expect.arrayContaining([
        [KNOWN, 'access.password-reset'],
        [APPLIED, 'programs.lost-link'],
        [BROUGHT, 'programs.lost-link'],
      ]),
    );
    expect(fresh.map(({ to_address }) => to_address)).not.toContain(DISABLED);
    expect(fresh.map(({ to_address }) => to_address)).not.toContain(ABSENT);
  });
});
