import { describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { faultOf, visitor } from '#tests/support/visitor.ts';
import { writeAccount } from './accounts.ts';
import { forgetEnded } from './jobs.ts';
import { hashPassword } from './password-hash.ts';

const password = 'correct teapot marsh lantern';

describe('signing in', async () => {
  const house = await testHouse();
  const account = (name: string) =>
    house.transact((c) =>
      writeAccount(c, {
        name,
        mail: `${name}@Example.org`,
        password,
        role: 'reviewer',
        program: null,
        grantedBy: null,
      }),
    );
  const ada = await account('ada');

  test('by mail address in any spelling, with a fresh token each time; the one before ends', async () => {
    const browser = visitor(house);
    await browser.access.signIn({ mail: ' ADA@EXAMPLE.ORG ', password });
    const first = browser.jar.cookie;
    expect(first).toMatch(/^[\w-]{43}$/);
    expect((await browser.access.me({})).account).toEqual({ id: ada, name: 'ada', mail: 'ada@example.org' });
    await browser.access.signIn({ mail: 'ada@example.org', password });
    expect(browser.jar.cookie).not.toBe(first);
    expect((await visitor(house, first).access.me({})).account).toBeNull();
    expect((await browser.access.me({})).account?.id).toBe(ada);
  });

  test('keeps only the hash of the token', async () => {
    const browser = visitor(house);
    await browser.access.signIn({ mail: 'ada@example.org', password });
    const kept = await house.rows<{ all: string }>(`select s::text as all from access.sessions s`);
    expect(kept.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept)).not.toContain(browser.jar.cookie);
  });

  test('an unknown address, a wrong password and a disabled account get the same answer', async () => {
    const shut = await account('shut');
    await house.rows(`update access.accounts set disabled_at = now() where id = '${shut}'`);
    const tries = [
      { mail: 'nobody@example.org', password },
      { mail: 'not an address', password },
      { mail: 'ada@example.org', password: 'wrong teapot marsh lantern' },
      { mail: 'shut@example.org', password },
    ];
    const answers = await Promise.all(tries.map((input) => faultOf(house.stranger.access.signIn(input))));
    expect(answers[0]).toMatchObject({ code: 'INVALID', fields: ['password'] });
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
  });

  test('signing out ends the session and takes the cookie away', async () => {
    const browser = visitor(house);
    await browser.access.signIn({ mail: 'ada@example.org', password });
    const before = browser.jar.cookie;
    await browser.access.signOut({});
    expect(browser.jar.cookie).toBeNull();
    expect(browser.jar.setCookie).toMatch(/Max-Age=0/);
    expect((await visitor(house, before).access.me({})).account).toBeNull();
    await browser.access.signOut({});
  });

  test('a hash of an older cost is made anew, and still opens', async () => {
    const old = await hashPassword(password, { memory: 8192, passes: 1, parallelism: 1 });
    await house.rows(`update access.accounts set password_hash = '${old}' where id = '${ada}'`);
    await visitor(house).access.signIn({ mail: 'ada@example.org', password });
    const [row] = await house.rows<{ password_hash: string }>(
      `select password_hash from access.accounts where id = '${ada}'`,
    );
    expect(row?.password_hash).toMatch(/m=19456,t=2,p=1/);
    await visitor(house).access.signIn({ mail: 'ada@example.org', password });
  });

  test('a cookie that is not ours is a stranger, whatever it holds', async () => {
    for (const cookie of ['', 'x', "' or 1=1 --", 'A'.repeat(43), 'A'.repeat(9000), '%00']) {
      expect((await visitor(house, cookie).access.me({})).account).toBeNull();
    }
  });
});

describe('a session', async () => {
  const house = await testHouse();
  await house.transact((c) =>
    writeAccount(c, { name: 'Ada', mail: 'ada@example.org', password, role: 'owner', program: null, grantedBy: null }),
  );
  const signedIn = async () => {
    const browser = visitor(house);
    await browser.access.signIn({ mail: 'ada@example.org', password });
    return browser;
  };
  const isIn = async (browser: { access: ReturnType<typeof visitor>['access'] }) =>
    (await browser.access.me({})).account !== null;

  test('slides for as long as it is used, and ends after 30 days unused', async () => {
    const browser = await signedIn();
    house.clock.advance({ hours: 29 * 24 });
    expect(await isIn(browser)).toBe(true);
    house.clock.advance({ hours: 29 * 24 });
    expect(await isIn(browser)).toBe(true);
    house.clock.advance({ hours: 30 * 24 });
    expect(await isIn(browser)).toBe(false);
  });

  test('ends after 90 days in any case', async () => {
    const browser = await signedIn();
    for (let day = 0; day < 89; day++) {
      house.clock.advance({ hours: 24 });
      expect(await isIn(browser)).toBe(true);
    }
    house.clock.advance({ hours: 24 });
    expect(await isIn(browser)).toBe(false);
  });

  test('is marked as seen once a minute at most', async () => {
    const browser = await signedIn();
    const seen = async () =>
      (await house.rows<{ seen_at: Temporal.Instant }>('select max(seen_at) as seen_at from access.sessions'))[0]
        ?.seen_at;
    const begun = await seen();
    house.clock.advance({ seconds: 59 });
    await browser.access.me({});
    expect(await seen()).toEqual(begun);
    house.clock.advance({ seconds: 1 });
    await browser.access.me({});
    expect(await seen()).toEqual(house.clock.now());
  });

  test('is listed with the present one marked, and ends at a word; nobody else’s does', async () => {
    const here = await signedIn();
    const there = await signedIn();
    const { sessions } = await here.access.listSessions({});
    expect(sessions.filter((s) => s.current)).toHaveLength(1);
    const other = (await there.access.listSessions({})).sessions.find((s) => s.current)?.id ?? '';
    await here.access.endSession({ id: other });
    expect(await isIn(there)).toBe(false);
    expect(await isIn(here)).toBe(true);
    const stranger = await house.as('owner');
    const mine = (await here.access.listSessions({})).sessions.find((s) => s.current)?.id ?? '';
    expect(await faultOf(stranger.access.endSession({ id: mine }))).toMatchObject({ code: 'FORBIDDEN' });
    await house.transact((c) =>
      writeAccount(c, {
        name: 'Eve',
        mail: 'eve@example.org',
        password,
        role: 'owner',
        program: null,
        grantedBy: null,
      }),
    );
    const eve = visitor(house);
    await eve.access.signIn({ mail: 'eve@example.org', password });
    expect(await faultOf(eve.access.endSession({ id: mine }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await isIn(here)).toBe(true);
  });

  test('is forgotten 30 days after its end, and not before', async () => {
    const browser = await signedIn();
    const count = async () => (await house.rows<{ n: number }>('select count(*) n from access.sessions'))[0]?.n ?? 0;
    await browser.access.signOut({});
    house.clock.advance({ hours: 29 * 24 });
    await house.transact(forgetEnded);
    expect(await count()).toBeGreaterThan(0);
    house.clock.advance({ hours: 62 * 24 });
    await house.transact(forgetEnded);
    expect(await count()).toBe(0);
  });
});

describe('guessing passwords', async () => {
  const house = await testHouse();
  for (const name of ['ada', 'bob']) {
    await house.transact((c) =>
      writeAccount(c, {
        name,
        mail: `${name}@example.org`,
        password,
        role: 'reviewer',
        program: null,
        grantedBy: null,
      }),
    );
  }
  const wrong = () =>
    faultOf(house.stranger.access.signIn({ mail: 'ada@example.org', password: 'wrong teapot marsh lantern' }));

  test('is slowed down after ten wrong ones, for that account only and not for good', async () => {
    for (let i = 0; i < 10; i++) expect((await wrong())?.code).toBe('INVALID');
    expect(await wrong()).toMatchObject({ code: 'LIMITED' });
    expect(await faultOf(house.stranger.access.signIn({ mail: 'ada@example.org', password }))).toMatchObject({
      code: 'LIMITED',
    });
    expect(await faultOf(house.stranger.access.signIn({ mail: 'bob@example.org', password }))).toBeNull();
    house.clock.advance({ minutes: 1 });
    expect(await faultOf(house.stranger.access.signIn({ mail: 'ada@example.org', password }))).toBeNull();
    // The right password wiped the slate.
    for (let i = 0; i < 10; i++) expect((await wrong())?.code).toBe('INVALID');
  });

  test('an unknown address is slowed down just the same', async () => {
    const codes: (string | undefined)[] = [];
    house.clock.advance({ minutes: 20 });
    for (let i = 0; i < 11; i++) {
      codes.push((await faultOf(house.stranger.access.signIn({ mail: 'nobody@example.org', password })))?.code);
    }
    expect(codes).toEqual([...Array(10).fill('INVALID'), 'LIMITED']);
  });
});
