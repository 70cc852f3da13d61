import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgeSignIn } from '#tests/support/forge-sign-in.ts';
import { forges } from '#tests/support/forges.ts';
import { testHouse } from '#tests/support/house.ts';
import { open } from '#tests/support/page.ts';
import { apply, confirm, openProgram } from '#tests/support/program.ts';
import { cookiesOf, keepCookies, type Visitor, visitor } from '#tests/support/visitor.ts';
import { eraseApplication } from '../commands/erase-application.ts';
import { personalData } from '../personal-data.ts';

const CALLBACK = 'https://guildhall.test/auth/proof';
const [lab, hub] = await Promise.all([forges(), forges()]);
afterAll(() => Promise.all([lab.close(), hub.close()]));
const atLab = forgeSignIn(lab, [CALLBACK]);
const atHub = forgeSignIn(hub, ['https://guildhall.test/auth']);
const house = await testHouse({ allowPrivateHosts: `${lab.host},${hub.host}`, now: Temporal.Now.instant().toString() });
const owner = await house.as('owner');
const provider = { lab: '', hub: '', unproving: '' };

beforeAll(async () => {
  await openProgram(house);
  const settings = {
    ...{ scopes: 'openid', groupsClaim: '', forStaff: false, forProof: true, trustsFactor: false, admits: false },
    groups: [],
  };
  const add = async (preset: 'gitlab' | 'github', name: string, issuer: string, forProof: boolean) => {
    const { id: clientId, secret } = preset === 'gitlab' ? atLab.client : atHub.client;
    return (await owner.access.addProvider({ ...settings, forProof, preset, name, issuer, clientId, secret })).provider;
  };
  provider.lab = await add('gitlab', 'Lab', lab.origin, true);
  provider.hub = await add('github', 'Hub', hub.origin, true);
  provider.unproving = await add('gitlab', 'Staff Lab', `${lab.origin}/staff`, false);
});

let count = 0;
/** An application with a project of its own, and the key of its status page. */
async function applied(origin: string, paths?: string[]) {
  const n = `forge-${++count}`;
  const [first = '', ...others] = paths ?? [`team-${n}/clock`];
  const application = await apply(house, n, {
    namespaceUrl: `${origin}/${first}`,
    repositories: others.map((path) => `${origin}/${path}`),
  });
  const key = await confirm(house, application);
  await house.work();
  return { id: application.id, key, path: first };
}

const person = (at: typeof atLab, name: string, rights: Record<string, number | string>, more = {}) =>
  void at.people.set(name, { id: ++count, rights: new Map(Object.entries(rights)), more });

/** Presses the button of the status page; answers the page in between, and where it leads. */
async function begin(who: Visitor, key: string, id: string, query = '') {
  const response = await house.request(`/a/${key}/sign-in-at/${id}${query}`, {
    method: 'POST',
    body: new URLSearchParams(),
    headers: { cookie: cookiesOf(who.jar), origin: 'https://guildhall.test' },
  });
  keepCookies(who.jar, response);
  const html = await response.text();
  const address = /class="button" href="([^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  return { status: response.status, html, address };
}

async function back(who: Visitor, address: string) {
  const { pathname, search } = new URL(address);
  const response = await house.request(pathname + search, { headers: { cookie: cookiesOf(who.jar) } });
  keepCookies(who.jar, response);
  const html = await response.text();
  await house.work();
  return { status: response.status, location: response.headers.get('location'), html };
}

async function outAndBack(who: Visitor, key: string, id: string, at: typeof atLab, name: string) {
  return back(who, at.signIn((await begin(who, key, id)).address, name));
}

const proof = async (key: string) => {
  const status = await house.stranger.programs.application({ key });
  const check = status.checks.find(({ name }) => name === 'control-proved');
  return { state: check?.state, words: check?.evidence.map(({ words }) => words).join('\n') ?? '' };
};
const rowsOf = (id: string) =>
  house.rows<{ forge_account: string | null; access: string | null; proves: boolean | null; sealed: unknown }>(
    `select forge_account, access, proves, sealed from programs.forge_proofs where application = '${id}' order by started_at, id`,
  );

describe('a maintainer who signs in there needs no token', () => {
  test('GitLab: out by a page that says whose application it is, back to the status page, proved', async () => {
    const { id, key, path } = await applied(lab.origin);
    expect((await proof(key)).state).toBe('waiting');
    person(atLab, 'ada', { [`projects/${path}`]: 40 });
    const who = visitor(house);
    const between = await begin(who, key, provider.lab);
    expect(between.status).toBe(200);
    expect(between.html).toContain(path);
    expect(between.html).toContain('Applicant forge-1');
    const asked = new URL(between.address);
    expect([asked.origin, asked.pathname]).toEqual([lab.origin, '/oauth/authorize']);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      redirect_uri: CALLBACK,
      scope: 'read_api',
      code_challenge_method: 'S256',
    });
    expect(between.address).not.toContain(key);
    const returned = await back(who, atLab.signIn(between.address, 'ada'));
    expect(returned).toMatchObject({ status: 303, location: `/a/${key}?done=looking#proof` });
    expect(await proof(key)).toMatchObject({ state: 'passed' });
    expect((await proof(key)).words).toContain(`ada signed in at ${lab.host}, which says of ${path}: maintainer.`);
    expect(await rowsOf(id)).toEqual([{ forge_account: 'ada', access: 'maintainer', proves: true, sealed: null }]);
  });

  test('GitHub: by the right to maintain', async () => {
    const { key, path } = await applied(hub.origin);
    person(atHub, 'hana', { [path]: 'maintain' });
    expect((await outAndBack(visitor(house), key, provider.hub, atHub, 'hana')).status).toBe(303);
    expect((await proof(key)).state).toBe('passed');
  });

  test('the token opens nothing afterwards, is kept nowhere, and was given back', async () => {
    expect([atLab.tokens.size, atHub.tokens.size]).toEqual([0, 0]);
    expect([atLab.revoked.length, atHub.revoked.length]).toEqual([1, 1]);
    for (const token of [...atLab.revoked, ...atHub.revoked]) {
      const found = await house.rows<{ n: number }>(
        `select count(*)::int n from (select p::text t from programs.forge_proofs p union all select f::text from ledger.facts f
         union all select d::text from ledger.details d union all select c::text from programs.checks c) s where t like '%${token}%'`,
      );
      expect(found[0]?.n).toBe(0);
    }
  });

  test('a subgroup on a host of one’s own, where only the forge knows what a path is', async () => {
    const { key, path } = await applied(lab.origin, ['guild/clocks']);
    person(atLab, 'sub', { [`groups/${path}`]: 50 });
    await outAndBack(visitor(house), key, provider.lab, atLab, 'sub');
    expect((await proof(key)).state).toBe('passed');
  });
});

test('who reads in German is asked in German, comes back to it, and reads there what the forge said', async () => {
  const { key, path } = await applied(lab.origin);
  person(atLab, 'emil', { [`projects/${path}`]: 50 });
  const who = visitor(house);
  const between = await begin(who, key, provider.lab, '?lang=de');
  expect(between.html).toContain('Gehen Sie nur weiter, wenn es Ihre eigene ist.');
  const { location } = await back(who, atLab.signIn(between.address, 'emil'));
  expect(location).toBe(`/a/${key}?done=looking&lang=de#proof`);
  expect((await open(house, location ?? '')).text).toContain(`emil hat sich bei ${lab.host} angemeldet`);
});

describe('what shows no control', () => {
  test.each([
    ['no member', {}, {}, 'no member'],
    ['a developer', { '*': 30 }, {}, 'developer'],
    ['a maintainer whose membership is over', { '*': 40 }, { expires_at: '2020-01-01' }, 'not in force'],
    ['a maintainer who is blocked', { '*': 50 }, { state: 'blocked' }, 'not in force'],
  ] as const)('GitLab: %s', async (_, rights, more, words) => {
    const { id, key, path } = await applied(lab.origin);
    const level = (rights as Record<string, number>)['*'];
    person(atLab, 'dev', level === undefined ? {} : { [`projects/${path}`]: level }, more);
    await outAndBack(visitor(house), key, provider.lab, atLab, 'dev');
    const { state, words: said } = await proof(key);
    expect(state).toBe('waiting');
    expect(said).toContain(words);
    expect(said).toContain('Only maintainers and owners show control by it.');
    expect((await rowsOf(id)).map(({ proves }) => proves)).toEqual([false]);
  });

  test('GitHub: the right to push, and no more', async () => {
    const { key, path } = await applied(hub.origin);
    person(atHub, 'pusher', { [path]: 'push' });
    await outAndBack(visitor(house), key, provider.hub, atHub, 'pusher');
    expect(await proof(key)).toMatchObject({ state: 'waiting', words: expect.stringContaining(`${path}: push.`) });
  });

  test('one of two repositories', async () => {
    const { key } = await applied(lab.origin, ['mine/clock', 'theirs/clock']);
    person(atLab, 'half', { 'projects/mine/clock': 50 });
    await outAndBack(visitor(house), key, provider.lab, atLab, 'half');
    expect((await proof(key)).state).toBe('waiting');
  });

  test('a right at the same path of another forge', async () => {
    const { key, path } = await applied(lab.origin);
    person(atHub, 'elsewhere', { [path]: 'admin' });
    const refused = await begin(visitor(house), key, provider.hub);
    expect(refused).toMatchObject({ status: 409, address: '' });
    expect(refused.html).toContain(`href="/a/${key}#proof"`);
    expect((await proof(key)).state).toBe('waiting');
  });

  test('saying no at the forge; the page leads back', async () => {
    const { key } = await applied(lab.origin);
    const who = visitor(house);
    const state = new URL((await begin(who, key, provider.lab)).address).searchParams.get('state') ?? '';
    const no = await back(who, `${CALLBACK}?error=access_denied&state=${state}`);
    expect(no.status).toBe(409);
    expect(no.html).toContain('did not agree');
    expect(no.html).toContain(`href="/a/${key}#proof"`);
  });
});

describe('what does not hold', () => {
  const UNKNOWN = /begun elsewhere, used already, or took longer/;

  test('another state, another browser, a second use, or too late', async () => {
    const { id, key, path } = await applied(lab.origin);
    person(atLab, 'ada', { [`projects/${path}`]: 50 });
    const who = visitor(house);
    const address = atLab.signIn((await begin(who, key, provider.lab)).address, 'ada');
    const other = new URL(address);
    other.searchParams.set('state', 'x'.repeat(43));
    const jar = new Map(who.jar.others);
    for (const [from, at] of [
      [visitor(house), address],
      [who, other.href],
    ] as const) {
      const refused = await back(from, at);
      expect(refused.status).toBe(409);
      expect(refused.html).toMatch(UNKNOWN);
    }
    expect((await rowsOf(id)).map(({ proves }) => proves)).toEqual([null]);
    // The cookie went with the failed return; with it again, the way back still counts once.
    who.jar.others = jar;
    expect((await back(who, address)).status).toBe(303);
    who.jar.others = jar;
    expect((await back(who, address)).html).toMatch(UNKNOWN);
    const late = atLab.signIn((await begin(who, (await applied(lab.origin)).key, provider.lab)).address, 'ada');
    house.clock.advance({ minutes: 11 });
    expect((await back(who, late)).html).toMatch(UNKNOWN);
  });

  test('somebody else’s code in one’s own return', async () => {
    const victim = await applied(lab.origin);
    const thief = await applied(lab.origin);
    person(atLab, 'victim', { [`projects/${thief.path}`]: 50 });
    const [one, two] = [visitor(house), visitor(house)];
    const stolen = new URL(atLab.signIn((await begin(one, victim.key, provider.lab)).address, 'victim'));
    const own = new URL((await begin(two, thief.key, provider.lab)).address);
    stolen.searchParams.set('state', own.searchParams.get('state') ?? '');
    const refused = await back(two, stolen.href);
    expect(refused.status).toBe(409);
    expect((await proof(thief.key)).state).toBe('waiting');
    expect((await rowsOf(thief.id)).map(({ proves }) => proves)).toEqual([null]);
  });

  test('another redirect address: the forge refuses it, and so do we', async () => {
    const { key } = await applied(lab.origin);
    const who = visitor(house);
    const address = new URL((await begin(who, key, provider.lab)).address);
    address.searchParams.set('redirect_uri', 'https://thief.test/auth/proof');
    expect(() => atLab.signIn(address.href, 'ada')).toThrow('not valid');
    const hubbed = await applied(hub.origin);
    const below = new URL((await begin(who, hubbed.key, provider.hub)).address);
    below.searchParams.set('redirect_uri', 'https://guildhall.test/auth/callback');
    person(atHub, 'ada', { [hubbed.path]: 'admin' });
    const leaked = new URL(atHub.signIn(below.href, 'ada'));
    leaked.pathname = '/auth/proof';
    expect((await back(who, leaked.href)).status).toBe(409);
    expect((await proof(hubbed.key)).state).toBe('waiting');
  });

  test('a provider that is for staff alone, one that does not exist, a link that opens nothing, another site', async () => {
    const { key } = await applied(lab.origin);
    const who = visitor(house);
    for (const id of [provider.unproving, provider.hub, '019aa000-0000-7000-8000-00000000000a', 'x']) {
      expect((await begin(who, key, id)).address, id).not.toContain('oauth');
    }
    expect((await begin(who, 'x'.repeat(43), provider.lab)).status).toBe(404);
    const cross = await house.request(`/a/${key}/sign-in-at/${provider.lab}`, {
      method: 'POST',
      body: new URLSearchParams(),
      headers: { origin: 'https://thief.test', 'sec-fetch-site': 'cross-site' },
    });
    expect(cross.status).toBe(403);
    const status = await open(house, `/a/${key}`);
    expect(status.text).toContain('Sign in at Lab');
    expect(status.text).not.toContain('Sign in at Hub');
    expect(status.text).not.toContain('Staff Lab');
  });
});

test('who signed in stands in what is exported of the applicant; erasing takes it, and what was checked stays', async () => {
  const { id, key, path } = await applied(lab.origin);
  person(atLab, 'greta', { [`projects/${path}`]: 50 });
  await outAndBack(visitor(house), key, provider.lab, atLab, 'greta');
  const [{ identity } = { identity: '' }] = await house.rows<{ identity: string }>(
    `select identity from programs.applications where id = '${id}'`,
  );
  const [programs] = personalData;
  const exported = await house.transact(async (c) => programs?.forIdentities(c, [identity], []));
  expect(exported).toMatchObject({ applications: [{ forgeSignIns: [{ account: 'greta', access: 'owner' }] }] });
  await house.transact((c) => eraseApplication(c, id));
  expect(await rowsOf(id)).toEqual([]);
  const said = await house.rows<{ evidence: unknown }>(
    `select evidence from programs.checks where application = '${id}' and name = 'control-proved'`,
  );
  expect(JSON.stringify(said)).not.toContain('greta');
  expect(JSON.stringify(said)).toContain(`which says of ${path}: owner.`);
});
