import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Forges, forges } from '#tests/support/forges.ts';
import { type Net, type NetSettings, netFrom } from './net.ts';
import { openRepository } from './open-repository.ts';
import { readByGit } from './read-by-git.ts';
import { readByGithub } from './read-by-github.ts';
import { readByGitlab } from './read-by-gitlab.ts';
import { ReadingFault } from './reading-fault.ts';
import type { Repository } from './repository.ts';
import { type ProjectAddress, parseRepositoryAddress } from './repository-address.ts';

const now = Temporal.Instant.from('2026-11-21T10:00:00Z');
let forge: Forges;
let temp: string;
const before = process.env.TMPDIR;
const nets: Net[] = [];

beforeAll(async () => {
  forge = await forges();
  temp = mkdtempSync(join(tmpdir(), 'guildhall-test-temp-'));
  process.env.TMPDIR = temp;
});
afterAll(async () => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(temp, { recursive: true, force: true });
  await forge.close();
});
beforeEach(() => {
  forge.intercept = () => false;
  forge.seen.length = 0;
});
afterEach(async () => {
  for (const net of nets.splice(0)) await net.close();
  expect(readdirSync(temp)).toEqual([]);
});

function as(kind: 'gitlab' | 'github' | 'other', settings: NetSettings = {}): Net {
  const net = netFrom({
    allowPrivateHosts: [forge.host],
    gitlabHosts: kind === 'gitlab' ? [forge.host] : [],
    githubHosts: kind === 'github' ? [forge.host] : [],
    now: () => now,
    ...settings,
  });
  nets.push(net);
  return net;
}
const withToken = () => ({ tokens: { [forge.host]: forge.token } });
const at = (net: Net, path: string) => parseRepositoryAddress(`${forge.origin}/${path}`, net) as ProjectAddress;
const text = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString('utf8');
async function faultOf(work: Promise<Repository>): Promise<ReadingFault> {
  const error = await work.then(
    (repository) => repository.close().then(() => 'it was read'),
    (caught: unknown) => caught,
  );
  expect(error, String(error)).toBeInstanceOf(ReadingFault);
  return error as ReadingFault;
}

const ways = [
  ['git', 'other', readByGit],
  ['gitlab-api', 'gitlab', readByGitlab],
  ['github-api', 'github', readByGithub],
] as const;

describe.each(ways)('through %s', (way, kind, reader) => {
  test('a repository is read: commit, files, links, submodules', async () => {
    const commit = forge.put('acme/tool', {
      LICENSE: 'MIT License',
      'a b/ü#?%.txt': 'odd',
      link: { link: 'LICENSE' },
      out: { link: '../x' },
      sub: { submodule: '1'.repeat(40) },
    });
    const net = as(kind);
    const repository = await reader(net, at(net, 'acme/tool'));
    expect(repository).toMatchObject({
      commit,
      through: way,
      visibility: 'public',
      defaultBranch: 'main',
      submodules: ['sub'],
      at: now,
      tried: [],
    });
    expect([...repository.paths].sort()).toEqual(['LICENSE', 'a b/ü#?%.txt', 'link', 'out']);
    const read = await Promise.all(
      ['LICENSE', 'a b/ü#?%.txt', 'link', 'out', 'sub', 'absent', '../LICENSE'].map((path) => repository.read(path)),
    );
    expect(read.map(text)).toEqual(['MIT License', 'odd', 'MIT License', null, null, null, null]);
    await repository.close();
  });

  test('private and absent say the same, and tell nothing', async () => {
    forge.put('acme/hidden', { LICENSE: 'secret' }, { visibility: 'private' });
    const net = as(kind);
    const [hidden, absent] = [
      await faultOf(reader(net, at(net, 'acme/hidden'))),
      await faultOf(reader(net, at(net, 'acme/absent'))),
    ];
    expect(hidden).toMatchObject({ kind: 'not-public', isCertain: true });
    expect(absent).toMatchObject({ kind: 'not-public', words: hidden.words });
  });

  test('what only our token can see is not public', async () => {
    forge.put('acme/hidden', { LICENSE: 'secret' }, { visibility: 'private' });
    const net = as(kind, withToken());
    expect(await faultOf(reader(net, at(net, 'acme/hidden')))).toMatchObject({ kind: 'not-public' });
    if (way !== 'gitlab-api') return;
    forge.put('acme/inside', { LICENSE: 'secret' }, { visibility: 'internal' });
    expect(await faultOf(reader(net, at(net, 'acme/inside')))).toMatchObject({ kind: 'not-public' });
    forge.put('acme/members', { LICENSE: 'secret' }, { codeFor: 'members' });
    expect(await faultOf(reader(net, at(net, 'acme/members')))).toMatchObject({ kind: 'not-public' });
    const stranger = as(kind);
    expect(await faultOf(reader(stranger, at(stranger, 'acme/members')))).toMatchObject({ kind: 'not-public' });
  });

  test('empty; no default branch; moved', async () => {
    forge.put('acme/empty', {}, {});
    forge.shelf.git('acme/empty.git', ['update-ref', '-d', 'refs/heads/main']);
    forge.put('acme/astray', { a: 'a' }, { defaultBranch: 'gone' });
    forge.shelf.git('acme/astray.git', ['symbolic-ref', 'HEAD', 'refs/heads/gone']);
    forge.put('acme/new', { a: 'a' });
    forge.put('acme/old', { a: 'a' }, { movedTo: 'acme/new' });
    const net = as(kind);
    expect(await faultOf(reader(net, at(net, 'acme/empty')))).toMatchObject({ kind: 'empty' });
    expect(await faultOf(reader(net, at(net, 'acme/astray')))).toMatchObject({ kind: 'empty' });
    const moved = await faultOf(reader(net, at(net, 'acme/old')));
    expect(moved).toMatchObject({ kind: 'moved', instead: { path: 'acme/new' } });
    expect(moved.words).toContain(`${forge.origin}/acme/new`);
  });

  test('another letter case is the same repository', async () => {
    const commit = forge.put('acme/Case', { a: 'a' });
    const net = as(kind);
    const repository = await reader(net, at(net, 'ACME/case'));
    expect(repository.commit).toBe(commit);
    await repository.close();
  });
});

describe('the interfaces', () => {
  test.each([
    ['gitlab', 'private-token', (token: string) => token],
    ['github', 'authorization', (token: string) => `Bearer ${token}`],
  ] as const)('%s gets the token in its header, and only if there is one', async (kind, header, form) => {
    forge.put('acme/tool', { LICENSE: 'MIT License' });
    const reader = kind === 'gitlab' ? readByGitlab : readByGithub;
    for (const settings of [{}, withToken()]) {
      forge.seen.length = 0;
      const net = as(kind, settings);
      await (await reader(net, at(net, 'acme/tool'))).close();
      const expected = 'tokens' in settings ? form(forge.token) : undefined;
      expect(forge.seen.map((one) => one.headers[header])).toEqual(forge.seen.map(() => expected));
      expect(forge.seen.length).toBeGreaterThan(2);
    }
  });

  test('GitLab, signed in, tells of archives and forks; as a stranger it does not', async () => {
    forge.put('acme/kept', { a: 'a' }, { archived: true, forkOf: 'x/y' });
    const [member, stranger] = [as('gitlab', withToken()), as('gitlab')];
    expect(await readByGitlab(member, at(member, 'acme/kept'))).toMatchObject({ archived: true, fork: true });
    expect(await readByGitlab(stranger, at(stranger, 'acme/kept'))).toMatchObject({ archived: null, fork: null });
  });

  test('GitLab: all pages of a tree, from the place we asked and no other', async () => {
    forge.put('acme/wide', Object.fromEntries(Array.from({ length: 450 }, (_, n) => [`d${n % 9}/f${n}`, String(n)])));
    const net = as('gitlab');
    const repository = await readByGitlab(net, at(net, 'acme/wide'));
    expect(repository.paths).toHaveLength(450);
    expect(new Set(repository.paths).size).toBe(450);
    expect(text(await repository.read('d4/f13'))).toBe('13');
  });

  test('a file that is not the object of the tree is refused', async () => {
    forge.put('acme/tool', { LICENSE: 'MIT License' });
    forge.intercept = (request, response) =>
      /blobs/.test(request.url ?? '') && Boolean(response.writeHead(200).end('Apache License'));
    for (const [kind, reader] of [
      ['gitlab', readByGitlab],
      ['github', readByGithub],
    ] as const) {
      const net = as(kind);
      const repository = await reader(net, at(net, 'acme/tool'));
      await expect(repository.read('LICENSE')).rejects.toMatchObject({ kind: 'unreadable' });
    }
  });

  test.each([
    ['429 with seconds', 429, { 'retry-after': '30' }, '2026-11-21T10:00:30Z'],
    ['429 with a date', 429, { 'retry-after': 'Sat, 21 Nov 2026 10:05:00 GMT' }, '2026-11-21T10:05:00Z'],
    ["429 with GitLab's reset", 429, { 'ratelimit-reset': '1795255800' }, '2026-11-21T10:10:00Z'],
    [
      "403 with GitHub's reset",
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795255800' },
      '2026-11-21T10:10:00Z',
    ],
    ['403 of the secondary limit', 403, { 'retry-after': '60' }, '2026-11-21T10:01:00Z'],
    ['429 without a word', 429, {}, '2026-11-21T10:01:00Z'],
    ['a reset in the past', 429, { 'ratelimit-reset': '1000000000' }, '2026-11-21T10:00:01Z'],
    ['a reset in a hundred years', 429, { 'retry-after': '999999999' }, '2026-11-22T10:00:00Z'],
  ])('%s is a limit with a time', async (_what, status, headers, retryAt) => {
    forge.put('acme/tool', { LICENSE: 'MIT License' });
    forge.intercept = (_request, response) =>
      Boolean(response.writeHead(status, headers as Record<string, string>).end('{}'));
    const net = as('github');
    const fault = await faultOf(readByGithub(net, at(net, 'acme/tool')));
    expect(fault).toMatchObject({ kind: 'limited', isCertain: false });
    expect(String(fault.retryAt)).toBe(retryAt);
  });

  test.each([
    [500, '{}', 'unreachable'],
    [403, '{}', 'unreachable'],
    [401, '{}', 'unreachable'],
    [451, '{}', 'not-public'],
    [200, 'not json', 'unreadable'],
    [200, '{"id":"x"}', 'unreadable'],
    [200, '[]', 'unreadable'],
  ] as const)('answer %d %s is %s', async (status, body, kind) => {
    forge.intercept = (_request, response) => Boolean(response.writeHead(status).end(body));
    for (const [forgeKind, reader] of [
      ['gitlab', readByGitlab],
      ['github', readByGithub],
    ] as const) {
      const net = as(forgeKind);
      expect(await faultOf(reader(net, at(net, 'acme/tool')))).toMatchObject({ kind });
    }
  });
});

describe('openRepository', () => {
  test('takes the interface of GitLab first, and git where that fails for now', async () => {
    const commit = forge.put('acme/tool', { LICENSE: 'MIT License' });
    const net = as('gitlab');
    expect(await openRepository(net, at(net, 'acme/tool'))).toMatchObject({ commit, through: 'gitlab-api', tried: [] });
    forge.intercept = (request, response) => Boolean(request.url?.startsWith('/api/') && response.writeHead(429).end());
    const repository = await openRepository(net, at(net, 'acme/tool'));
    expect(repository).toMatchObject({ commit, through: 'git', tried: [{ through: 'gitlab-api' }] });
    expect(text(await repository.read('LICENSE'))).toBe('MIT License');
    await repository.close();
  });

  test('takes git first for GitHub without a token, with what the interface tells besides; the interface with one', async () => {
    const commit = forge.put('acme/tool', { LICENSE: 'MIT License' }, { archived: true });
    const poor = as('github');
    const byGit = await openRepository(poor, at(poor, 'acme/tool'));
    expect(byGit).toMatchObject({ commit, through: 'git', archived: true, fork: false });
    expect(forge.seen.filter((one) => one.url.startsWith('/api/'))).toHaveLength(1);
    await byGit.close();
    const rich = as('github', withToken());
    expect(await openRepository(rich, at(rich, 'acme/tool'))).toMatchObject({ commit, through: 'github-api' });
    forge.put('acme/vast', Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`f${n}`, ''])));
    const vast = await openRepository(rich, at(rich, 'acme/vast'));
    expect(vast).toMatchObject({ through: 'git', tried: [{ through: 'github-api' }] });
    expect(vast.paths).toHaveLength(5001);
    await vast.close();
  });

  test('a certain answer ends the search; else the first fault is told', async () => {
    forge.put('acme/hidden', { a: 'a' }, { visibility: 'private' });
    const net = as('gitlab');
    expect(await faultOf(openRepository(net, at(net, 'acme/hidden')))).toMatchObject({ kind: 'not-public' });
    expect(forge.seen.some((one) => one.url.includes('info/refs'))).toBe(false);
    forge.intercept = (_request, response) => Boolean(response.writeHead(429, { 'retry-after': '9' }).end());
    expect(await faultOf(openRepository(net, at(net, 'acme/tool')))).toMatchObject({ kind: 'limited' });
  });

  test('a subgroup is told apart from a project', async () => {
    forge.groups.set('acme/sub', { description: '', visibility: 'public' });
    const net = as('gitlab');
    expect(await faultOf(openRepository(net, at(net, 'acme/sub')))).toMatchObject({
      kind: 'is-namespace',
      instead: { namespace: 'acme/sub', name: null },
    });
    expect(await faultOf(openRepository(net, parseRepositoryAddress(`${forge.origin}/acme`, net)))).toMatchObject({
      kind: 'is-namespace',
    });
  });

  test('an address that leads to a private place is refused by every way', async () => {
    const net = as('gitlab', {
      allowPrivateHosts: [],
      gitlabHosts: ['forge.example.org'],
      resolve: async () => [{ address: '169.254.169.254', family: 4 }],
    });
    for (const url of [
      'https://forge.example.org/a/b',
      'https://github.com/a/b',
      'https://gitlab.com/a/b',
      'https://codeberg.org/a/b',
    ])
      expect(await faultOf(openRepository(net, parseRepositoryAddress(url, net)))).toMatchObject({ kind: 'address' });
  });
});
