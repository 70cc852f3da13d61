import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Forges, forges } from '#tests/support/forges.ts';
import { listNamespace } from './list-namespace.ts';
import { type Net, type NetSettings, netFrom } from './net.ts';
import { holdsToken, newProofToken, readProof } from './proof.ts';
import { parseRepositoryAddress } from './repository-address.ts';

let forge: Forges;
const nets: Net[] = [];
beforeAll(async () => {
  forge = await forges();
});
afterAll(() => forge.close());
beforeEach(() => {
  forge.intercept = () => false;
});
afterEach(async () => {
  for (const net of nets.splice(0)) await net.close();
});
function as(kind: 'gitlab' | 'github' | 'other', settings: NetSettings = {}): Net {
  const net = netFrom({
    allowPrivateHosts: [forge.host],
    gitlabHosts: kind === 'gitlab' ? [forge.host] : [],
    githubHosts: kind === 'github' ? [forge.host] : [],
    ...settings,
  });
  nets.push(net);
  return net;
}
const at = (net: Net, path: string) => parseRepositoryAddress(`${forge.origin}/${path}`, net);
const token = newProofToken();

describe('a token', () => {
  test('is new each time, and a topic can hold it', () => {
    const many = new Set(Array.from({ length: 1000 }, newProofToken));
    expect(many.size).toBe(1000);
    for (const one of many) expect(one).toMatch(/^[a-z0-9-]{1,50}$/);
  });

  test.each([
    [token, true],
    [`${token}\n`, true],
    [`# proof\r\n${token}\r\nmore`, true],
    [`  ${token}\t`, true],
    [`\uFEFF${token}`, true],
    [`my ${token}`, false],
    [`${token}x`, false],
    [`"${token}"`, false],
    [token.slice(0, -1), false],
    [token.toUpperCase(), false],
    ['', false],
    [`${token} ${token}`, false],
  ])('%j holds it: %s', (text, held) => {
    expect(holdsToken(text, token)).toBe(held);
  });

  test.each(['', '\n', 'short', 'x'.repeat(19), `${'x'.repeat(20)} `, `${'x'.repeat(20)}\n`])(
    '%j proves nothing',
    async (poor) => {
      const net = as('other');
      await expect(readProof(net, at(net, 'a/b'), poor)).rejects.toBeInstanceOf(RangeError);
    },
  );
});

describe.each(['other', 'gitlab', 'github'] as const)('proof in a repository of %s', (kind) => {
  test.each(['.guildhall-proof', '.well-known/guildhall-proof.txt'])('%s on the default branch', async (path) => {
    const commit = forge.put(`p/${kind}`, { [path]: `hello\n${token}\n`, README: 'x' });
    const net = as(kind);
    expect(await readProof(net, at(net, `p/${kind}`), token)).toMatchObject({
      found: true,
      commit,
      where: `${path} in ${forge.origin}/p/${kind}`,
      passing: null,
    });
    expect(await readProof(net, at(net, `p/${kind}`), newProofToken())).toMatchObject({
      found: false,
      where: null,
      commit: null,
      passing: null,
    });
  });

  test('is read afresh: put there after a first look, and gone after it is taken away', async () => {
    const net = as(kind);
    const name = `p/fresh-${kind}`;
    forge.put(name, { README: 'x' });
    expect((await readProof(net, at(net, name), token)).found).toBe(false);
    const commit = forge.put(name, { '.guildhall-proof': token });
    expect(await readProof(net, at(net, name), token)).toMatchObject({ found: true, commit });
    forge.put(name, { README: 'x' });
    expect((await readProof(net, at(net, name), token)).found).toBe(false);
  });

  test('another branch, another folder, another file do not count', async () => {
    const name = `p/other-${kind}`;
    forge.put(name, { README: token, 'docs/.guildhall-proof': token, '.GUILDHALL-PROOF': token });
    forge.shelf.put(`${name}.git`, { '.guildhall-proof': token }, 'proposal');
    const net = as(kind);
    expect((await readProof(net, at(net, name), token)).found).toBe(false);
  });

  test('a repository that moved does not prove its old address', async () => {
    forge.put(`p/new-${kind}`, { '.guildhall-proof': token });
    forge.put(`p/old-${kind}`, { '.guildhall-proof': token }, { movedTo: `p/new-${kind}`, description: token });
    const net = as(kind);
    const reading = await readProof(net, at(net, `p/old-${kind}`), token);
    expect(reading).toMatchObject({ found: false, passing: null });
    expect(reading.looked[0]?.outcome).toContain('moved');
  });

  test('a host that asks us to wait is worth another try', async () => {
    forge.intercept = (_request, response) => Boolean(response.writeHead(429, { 'retry-after': '9' }).end());
    const net = as(kind);
    const reading = await readProof(net, at(net, 'p/any'), token);
    expect(reading.found).toBe(false);
    expect(reading.passing).toMatchObject({ isCertain: false });
  });
});

describe.each(['gitlab', 'github'] as const)('proof elsewhere on %s', (kind) => {
  test('description and topics of the project', async () => {
    const net = as(kind);
    forge.put('p/described', { README: 'x' }, { description: `A tool.\n${token}` });
    expect(await readProof(net, at(net, 'p/described'), token)).toMatchObject({
      found: true,
      commit: null,
      source: `${kind}-api`,
      where: expect.stringContaining('description'),
    });
    forge.put('p/topical', { README: 'x' }, { topics: ['tool', token] });
    expect(await readProof(net, at(net, 'p/topical'), token)).toMatchObject({
      found: true,
      where: expect.stringContaining('topics'),
    });
    forge.put('p/neither', { README: 'x' }, { description: `see ${token}`, topics: [`${token}-x`] });
    expect((await readProof(net, at(net, 'p/neither'), token)).looked).toHaveLength(2);
  });

  test('a namespace: its public project guildhall-proof, or its own description', async () => {
    const net = as(kind);
    const group = `ns-${kind}`;
    forge.groups.set(group, { description: 'We make things.', visibility: 'public' });
    expect((await readProof(net, at(net, group), token)).found).toBe(false);
    forge.put(`${group}/other`, { '.guildhall-proof': token });
    expect((await readProof(net, at(net, group), token)).found).toBe(false);
    forge.put(`${group}/guildhall-proof`, { '.guildhall-proof': token }, { visibility: 'private' });
    expect((await readProof(net, at(net, group), token)).found).toBe(false);
    const rich = as(kind, { tokens: { [forge.host]: forge.token } });
    expect((await readProof(rich, at(rich, group), token)).found).toBe(false);
    const commit = forge.put(`${group}/guildhall-proof`, { '.guildhall-proof': token });
    expect(await readProof(net, at(net, group), token)).toMatchObject({ found: true, commit });
    forge.put(`${group}/guildhall-proof`, { README: 'x' });
    forge.groups.set(group, { description: `We make things.\n${token}`, visibility: 'public' });
    expect(await readProof(net, at(net, group), token)).toMatchObject({
      found: true,
      commit: null,
      where: expect.stringContaining('description'),
    });
  });
});

describe.each(['gitlab', 'github'] as const)('the projects of a namespace on %s', (kind) => {
  test('all public ones of a group, over all pages, with where they live', async () => {
    const group = `big-${kind}`;
    forge.groups.set(group, { description: '', visibility: 'public' });
    for (let n = 0; n < 230; n++) forge.put(`${group}/${kind === 'gitlab' && n % 2 ? 'sub/' : ''}p${n}`, null);
    forge.put(`${group}/hidden`, null, { visibility: 'private' });
    for (const settings of [{}, { tokens: { [forge.host]: forge.token } }]) {
      const net = as(kind, settings);
      const listing = await listNamespace(net, at(net, group));
      expect(listing).toMatchObject({
        complete: true,
        kind: kind === 'gitlab' ? 'group' : 'organisation',
        through: `${kind}-api`,
      });
      expect(new Set(listing.projects.map((one) => one.address.path)).size).toBe(230);
      expect(
        listing.projects.every((one) => one.address.path.startsWith(`${group}/`) && one.address.name !== 'hidden'),
      ).toBe(true);
    }
  });

  test('beyond 500 it says so', async () => {
    const group = `vast-${kind}`;
    forge.groups.set(group, { description: '', visibility: 'public' });
    const net = as(kind);
    for (let n = 0; n < 500; n++) forge.put(`${group}/p${n}`, null);
    expect(await listNamespace(net, at(net, group))).toMatchObject({ complete: true });
    forge.put(`${group}/one-more`, null);
    const listing = await listNamespace(net, at(net, group));
    expect(listing.complete).toBe(false);
    expect(listing.projects).toHaveLength(500);
  });

  test('of a person; of nobody', async () => {
    forge.users.add('Ada');
    forge.put('Ada/engine', null, { archived: true });
    const net = as(kind);
    expect(await listNamespace(net, at(net, 'ada'))).toMatchObject({
      kind: 'user',
      complete: true,
      projects: [{ address: { path: 'Ada/engine' } }],
    });
    await expect(listNamespace(net, at(net, 'nobody'))).rejects.toMatchObject({ kind: 'not-public' });
    await expect(listNamespace(net, at(net, 'Ada/engine'))).rejects.toMatchObject({ kind: 'address' });
  });
});

test('hosts without an interface we know list nothing, and say what to do', async () => {
  const net = as('other');
  await expect(listNamespace(net, parseRepositoryAddress('https://codeberg.org/forgejo'))).rejects.toMatchObject({
    kind: 'unsupported',
    words: expect.stringContaining('one by one'),
  });
});
