import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GitShelf, gitShelf } from '#tests/support/git-server.ts';
import { type LoopbackServer, loopbackServer } from '#tests/support/loopback-server.ts';
import { OutgoingFault } from './fault.ts';
import { type Gate, openGate } from './gate.ts';
import { openLocalGit, openRemoteGit } from './git.ts';
import { removeAbandoned } from './git-folder.ts';
import { NothingToRead } from './git-repository.ts';

let shelf: GitShelf;
let server: LoopbackServer;
let gate: Gate;
/** Our own temporary folder, so that leftovers are seen and other tests are not. */
let temp: string;
const before = process.env.TMPDIR;

beforeAll(async () => {
  shelf = gitShelf();
  server = await loopbackServer((request, response) => {
    const url = request.url ?? '';
    if (url.startsWith('/moved/')) return void response.writeHead(301, { location: url.replace('/moved/', '/') }).end();
    if (url.startsWith('/away/'))
      return void response.writeHead(302, { location: `http://169.254.169.254${url}` }).end();
    if (url.startsWith('/elsewhere/')) return void response.writeHead(302, { location: '/a/plain.git/HEAD' }).end();
    if (url.startsWith('/locked/'))
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    if (url.startsWith('/dumb/'))
      return void response.writeHead(200, { 'content-type': 'text/plain' }).end('0123\trefs/heads/main\n');
    if (url.startsWith('/slow/')) return;
    if (url.startsWith('/twofaced/')) {
      // Smart when asked by us, a redirect to a private place when git comes.
      if (
        !String(request.headers['user-agent']).startsWith('guildhall git') ||
        server.seen.filter((one) => one.url === url).length > 1
      )
        return void response.writeHead(302, { location: `http://169.254.169.254${url}` }).end();
      return shelf.serve(Object.assign(request, { url: url.replace('/twofaced/', '/') }), response);
    }
    if (url.startsWith('/stall/')) {
      if (request.method === 'POST') return;
      return shelf.serve(Object.assign(request, { url: url.replace('/stall/', '/') }), response);
    }
    if (url.startsWith('/turning-dumb/')) {
      if (server.seen.filter((one) => one.url === url).length > 1)
        return void response
          .writeHead(200, { 'content-type': 'text/plain' })
          .end(`${'1'.repeat(40)}\trefs/heads/main\n`);
      return shelf.serve(Object.assign(request, { url: url.replace('/turning-dumb/', '/') }), response);
    }
    shelf.serve(request, response);
  });
  temp = mkdtempSync(join(tmpdir(), 'guildhall-test-temp-'));
  process.env.TMPDIR = temp;
  gate = openGate({ allowHosts: [server.host] });
});
afterAll(async () => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  await gate.close();
  await server.close();
  shelf.remove();
  rmSync(temp, { recursive: true, force: true });
});

const at = (name: string) => `${server.origin}/${name}`;
const text = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString('utf8'));
async function failing(work: Promise<unknown>): Promise<OutgoingFault | NothingToRead> {
  const error = await work.then(
    () => 'it went well',
    (caught: unknown) => caught,
  );
  expect(error instanceof OutgoingFault || error instanceof NothingToRead, String(error)).toBe(true);
  return error as OutgoingFault | NothingToRead;
}
const nothingLeft = () => expect(readdirSync(temp)).toEqual([]);

describe('a remote repository', () => {
  test('is read at its newest commit, file by file, and leaves nothing behind', async () => {
    shelf.put('a/plain.git', { LICENSE: 'old' });
    const commit = shelf.put('a/plain.git', {
      LICENSE: 'MIT License',
      'src/ä.txt': 'ü',
      'bin.dat': new Uint8Array([0, 255, 10]),
      empty: '',
    });
    const repository = await openRemoteGit(gate, at('a/plain.git'));
    expect(repository).toMatchObject({ commit, defaultBranch: 'main', url: at('a/plain.git'), submodules: [] });
    expect(repository.paths).toEqual(['LICENSE', 'bin.dat', 'empty', 'src/ä.txt']);
    const [licence, other, binary, empty, none] = await Promise.all(
      ['LICENSE', 'src/ä.txt', 'bin.dat', 'empty', 'none'].map((path) => repository.read(path)),
    );
    expect([text(licence!), text(other!), text(empty!), none]).toEqual(['MIT License', 'ü', '', null]);
    expect([...binary!]).toEqual([0, 255, 10]);
    expect(text(await repository.read('LICENSE'))).toBe('MIT License');
    await repository.close();
    await repository.close();
    nothingLeft();
    await failing(repository.read('LICENSE'));
  });

  test('contents come only when read: a large file that nobody asks for is not fetched', async () => {
    shelf.put('a/large.git', { small: 'x', large: randomBytes(3_000_000) });
    const repository = await openRemoteGit(gate, at('a/large.git'), { maxFileBytes: 1_000_000 });
    const copy = join(temp, readdirSync(temp)[0]!);
    const size = () => Number(execFileSync('du', ['-sk', copy]).toString().split('\t')[0]);
    expect(size()).toBeLessThan(500);
    expect(text(await repository.read('small'))).toBe('x');
    expect(size()).toBeLessThan(500);
    expect(await failing(repository.read('large'))).toMatchObject({ kind: 'too-large' });
    expect(text(await repository.read('small'))).toBe('x');
    await repository.close();
    nothingLeft();
  });

  test('reads asked for together are one conversation with the server', async () => {
    shelf.put('a/many.git', Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`f${n}`, `content ${n}`])));
    const repository = await openRemoteGit(gate, at('a/many.git'));
    const posts = () => server.seen.filter((one) => one.method === 'POST' && one.url.startsWith('/a/many.git')).length;
    const earlier = posts();
    const all = await Promise.all(repository.paths.map((path) => repository.read(path)));
    expect(all.map(text)).toEqual(repository.paths.map((path) => path.replace('f', 'content ')));
    expect(posts() - earlier).toBe(1);
    await repository.close();
  });

  test('a server that cannot leave contents out is read all the same', async () => {
    const commit = shelf.put('a/nofilter.git', { LICENSE: 'text' });
    shelf.git('a/nofilter.git', ['config', 'uploadpack.allowFilter', 'false']);
    const repository = await openRemoteGit(gate, at('a/nofilter.git'));
    expect(repository.commit).toBe(commit);
    expect(text(await repository.read('LICENSE'))).toBe('text');
    await repository.close();
  });

  test('symbolic links are followed inside the tree and nowhere else; submodules are named', async () => {
    shelf.put('a/links.git', {
      'docs/COPYING': 'words',
      LICENSE: { link: 'docs/../docs/COPYING' },
      'docs/up': { link: '../LICENSE' },
      out: { link: '../docs/COPYING' },
      absolute: { link: '/etc/passwd' },
      circle: { link: 'circle' },
      folder: { link: 'docs' },
      vendored: { submodule: '1'.repeat(40) },
    });
    const repository = await openRemoteGit(gate, at('a/links.git'));
    const read = async (path: string) => text(await repository.read(path));
    expect(
      await Promise.all(['LICENSE', 'docs/up', 'out', 'absolute', 'circle', 'folder', 'vendored'].map(read)),
    ).toEqual(['words', 'words', null, null, null, null, null]);
    expect(repository.submodules).toEqual(['vendored']);
    expect(repository.paths).not.toContain('vendored');
    await repository.close();
  });

  test('SHA-256 repositories are read', async () => {
    execFileSync('git', [
      'init',
      '-q',
      '--bare',
      '--object-format=sha256',
      '--template=',
      '-b',
      'main',
      shelf.path('sha256.git'),
    ]);
    shelf.put('sha256.git', { LICENSE: 'x' });
    const repository = await openRemoteGit(gate, at('sha256.git'));
    expect(repository.commit).toHaveLength(64);
    expect(text(await repository.read('LICENSE'))).toBe('x');
    await repository.close();
  });

  test('50,000 files', async () => {
    shelf.put(
      'a/wide.git',
      Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`dir${n % 500}/file${n}.txt`, `${n % 100}`])),
    );
    const repository = await openRemoteGit(gate, at('a/wide.git'));
    expect(repository.paths).toHaveLength(50_000);
    expect(text(await repository.read('dir7/file10007.txt'))).toBe('7');
    await repository.close();
    expect(await failing(openRemoteGit(gate, at('a/wide.git'), { maxFiles: 49_999 }))).toMatchObject({
      kind: 'too-large',
    });
    nothingLeft();
  }, 30_000);
});

describe('what cannot be read says why, and leaves nothing behind', () => {
  test('empty; a default branch that does not exist', async () => {
    execFileSync('git', ['init', '-q', '--bare', '--template=', shelf.path('empty.git')]);
    expect(await failing(openRemoteGit(gate, at('empty.git')))).toMatchObject({ reason: 'empty' });
    shelf.put('headless.git', { a: 'a' }, 'trunk');
    shelf.git('headless.git', ['symbolic-ref', 'HEAD', 'refs/heads/gone']);
    expect(await failing(openRemoteGit(gate, at('headless.git')))).toMatchObject({ reason: 'no-default-branch' });
    nothingLeft();
  });

  test.each([
    ['absent.git', 'status'],
    ['locked/x.git', 'status'],
    ['dumb/x.git', 'protocol'],
    ['away/x.git', 'refused-address'],
    ['elsewhere/x.git', 'protocol'],
  ])('%s is %s', async (name, kind) => {
    expect(await failing(openRemoteGit(gate, at(name)))).toMatchObject({ kind });
    nothingLeft();
  });

  test('a redirect is followed once it is checked', async () => {
    const commit = shelf.put('a/target.git', { a: 'a' });
    const repository = await openRemoteGit(gate, at('moved/a/target.git'));
    expect(repository).toMatchObject({ commit, url: at('a/target.git') });
    await repository.close();
  });

  test('a server that is kind to us and leads git elsewhere gets nowhere', async () => {
    shelf.put('a/two.git', { a: 'a' });
    expect(await failing(openRemoteGit(gate, at('twofaced/a/two.git')))).toMatchObject({ kind: 'redirects' });
    await failing(openRemoteGit(gate, at('turning-dumb/a/two.git')));
    nothingLeft();
  });

  test('time and disk are bounded', async () => {
    expect(await failing(openRemoteGit(gate, at('slow/x.git'), { timeoutMs: 300 }))).toMatchObject({ kind: 'timeout' });
    shelf.put('a/heavy.git', { heavy: randomBytes(4_000_000) });
    shelf.git('a/heavy.git', ['config', 'uploadpack.allowFilter', 'false']);
    expect(await failing(openRemoteGit(gate, at('a/heavy.git'), { maxDiskBytes: 1_000_000 }))).toMatchObject({
      kind: 'too-large',
    });
    nothingLeft();
  });

  test.each([
    'ext::sh -c "touch PWNED"',
    'file:///etc',
    '/etc',
    '-uPWNED',
    '--upload-pack=touch PWNED',
    'git://example.com/x',
    'ssh://-oProxyCommand=touch/x',
    'git@example.com:x/y.git',
    'http://example.com/x.git',
    'https://user:pw@example.com/x.git',
    'https://127.0.0.1/x.git',
    'https://2130706433/x.git',
    'https://[::1]/x.git',
    'https://example.com/x.git?service=evil',
    'fd::3',
    '',
  ])('%s is refused', async (address) => {
    const quiet = openGate({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
    expect(await failing(openRemoteGit(quiet, address))).toMatchObject({ kind: 'refused-address' });
    await quiet.close();
    expect(existsSync('PWNED')).toBe(false);
    nothingLeft();
  });

  test('git connects to the address that was checked, and never asks the name service itself', async () => {
    const commit = shelf.put('a/pinned.git', { a: 'a' });
    const asked: string[] = [];
    const named = openGate({
      allowHosts: [`forge.invalid:${server.port}`],
      resolve: async (name) => {
        asked.push(name);
        return [{ address: '127.0.0.1', family: 4 }];
      },
    });
    // `.invalid` exists in no name service, so only a pinned address can lead anywhere.
    const repository = await openRemoteGit(named, `http://forge.invalid:${server.port}/a/pinned.git`);
    expect(repository.commit).toBe(commit);
    expect(text(await repository.read('a'))).toBe('a');
    expect(new Set(asked)).toEqual(new Set(['forge.invalid']));
    await repository.close();
    await named.close();
  });

  test('no setting, credential or hook of the surroundings is used', async () => {
    const commit = shelf.put('a/clean.git', { a: 'a' });
    const surroundings: Record<string, string> = {
      GIT_DIR: '/nonexistent',
      GIT_ASKPASS: 'false',
      http_proxy: 'http://127.0.0.1:9',
      all_proxy: 'http://127.0.0.1:9',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'url.http://127.0.0.1:9/.insteadOf',
      GIT_CONFIG_VALUE_0: `${server.origin}/`,
    };
    Object.assign(process.env, surroundings);
    try {
      const repository = await openRemoteGit(gate, at('a/clean.git'));
      expect(repository.commit).toBe(commit);
      await repository.close();
    } finally {
      for (const name of ['GIT_DIR', 'GIT_PROXY_COMMAND', 'http_proxy', 'all_proxy', 'GIT_ASKPASS'])
        delete process.env[name];
    }
  });
});

test.runIf(process.platform === 'linux')('a git that is stopped takes its children along', async () => {
  shelf.put('a/stalled.git', { a: 'a' });
  const running = () =>
    readdirSync('/proc').filter((id) => {
      try {
        return /^\d+$/.test(id) && readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('/stall/a/stalled.git');
      } catch {
        return false;
      }
    });
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, running().length);
  }, 50);
  expect(await failing(openRemoteGit(gate, at('stall/a/stalled.git'), { timeoutMs: 1000 }))).toMatchObject({
    kind: 'timeout',
  });
  clearInterval(watch);
  expect(most).toBeGreaterThan(1);
  await expect.poll(() => running().length).toBe(0);
  nothingLeft();
});

test('what killed processes left behind is removed, what is in use is not', async () => {
  const old = mkdtempSync(join(temp, 'guildhall-git-'));
  const fresh = mkdtempSync(join(temp, 'guildhall-git-'));
  const foreign = mkdtempSync(join(temp, 'other-'));
  for (const folder of [old, foreign]) utimesSync(folder, 1, 1);
  await removeAbandoned(Date.now() - 1000 * 60);
  expect([old, fresh, foreign].map((folder) => existsSync(folder))).toEqual([false, true, true]);
  for (const folder of [fresh, foreign]) rmSync(folder, { recursive: true });
});

describe('hostile trees', () => {
  test('a file that unfolds to fifty megabytes, and a tree that names ten billion files', async () => {
    shelf.put('evil/zeros.git', { zeros: Buffer.alloc(50_000_000), small: 'x' });
    const zeros = await openRemoteGit(gate, at('evil/zeros.git'));
    expect(await failing(zeros.read('zeros'))).toMatchObject({ kind: 'too-large' });
    expect(text(await zeros.read('small'))).toBe('x');
    await zeros.close();

    shelf.put('evil/tree.git', { a: 'a' });
    let [mode, id] = ['100644 blob', shelf.git('evil/tree.git', ['rev-parse', 'HEAD:a'])];
    for (let level = 0; level < 10; level++) {
      id = shelf.git(
        'evil/tree.git',
        ['mktree'],
        Array.from({ length: 10 }, (_, n) => `${mode} ${id}\t${n}`).join('\n'),
      );
      mode = '040000 tree';
    }
    shelf.git('evil/tree.git', [
      'update-ref',
      'refs/heads/main',
      shelf.git('evil/tree.git', ['commit-tree', '-m', 'x', id]),
    ]);
    expect(await failing(openRemoteGit(gate, at('evil/tree.git'), { maxFiles: 20_000 }))).toMatchObject({
      kind: 'too-large',
    });
    nothingLeft();
  }, 30_000);

  /** A commit whose tree has entries that no git would make. */
  function plant(name: string, entries: [string, string][]): string {
    shelf.put(name, { a: 'a' });
    const rows = entries.map(([path, content]) => {
      const id = shelf.git(name, ['hash-object', '-w', '--stdin'], content);
      return Buffer.concat([Buffer.from(`100644 ${path}\0`, 'latin1'), Buffer.from(id, 'hex')]);
    });
    const tree = shelf.git(name, ['hash-object', '-t', 'tree', '--literally', '-w', '--stdin'], Buffer.concat(rows));
    const commit = shelf.git(name, ['commit-tree', '-m', 'evil', tree]);
    shelf.git(name, ['update-ref', 'refs/heads/main', commit]);
    return commit;
  }
  const evil: [string, string][] = [
    ['..', 'up'],
    ['.git', 'config'],
    ['../../escape', 'x'],
    ['-u', 'option'],
    ['new\nline', 'n'],
    ['tab\there', 't'],
    ['\xff\xfe', 'bytes'],
    ['\xff\xfd', 'more'],
    ['x"; rm', 'q'],
  ];

  test('from afar, what git calls faulty is refused', async () => {
    plant('evil/remote.git', evil);
    expect(await failing(openRemoteGit(gate, at('evil/remote.git')))).toMatchObject({ kind: 'git' });
    nothingLeft();
  });

  test('odd but lawful names are data', async () => {
    shelf.put('evil/odd.git', {
      '-u': 'option',
      'new\nline': 'n',
      'tab\there': 't',
      'x"; rm -rf': 'q',
      '$(touch PWNED)': 's',
      'a:b': 'c',
    });
    const repository = await openRemoteGit(gate, at('evil/odd.git'));
    expect((await Promise.all(repository.paths.map((path) => repository.read(path)))).map(text).sort()).toEqual([
      'c',
      'n',
      'option',
      'q',
      's',
      't',
    ]);
    await repository.close();
  });

  test('in a local folder, they are names and nothing else', async () => {
    const commit = plant('evil/local.git', evil);
    const repository = await openLocalGit(shelf.path('evil/local.git'));
    expect(repository.commit).toBe(commit);
    expect(repository.paths).toEqual([
      '..',
      '.git',
      '../../escape',
      '-u',
      'new\nline',
      'tab\there',
      '\\xff\\xfe',
      '\\xff\\xfd',
      'x"; rm',
    ]);
    expect(text(await repository.read('../../escape'))).toBe('x');
    expect(text(await repository.read('\\xff\\xfd'))).toBe('more');
    await repository.close();
    nothingLeft();
  });
});

describe('a local git folder', () => {
  test('is read at a revision, without network', async () => {
    const first = shelf.put('l/x.git', { LICENSE: 'one' });
    const second = shelf.put('l/x.git', { LICENSE: 'two' }, 'main');
    const newest = await openLocalGit(shelf.path('l/x.git'));
    expect(newest).toMatchObject({ commit: second, defaultBranch: 'main' });
    expect(text(await newest.read('LICENSE'))).toBe('two');
    await newest.close();
    const older = await openLocalGit(shelf.path('l/x.git'), first);
    expect(text(await older.read('LICENSE'))).toBe('one');
    await older.close();
    await failing(openLocalGit(shelf.path('l/x.git'), '--all'));
    await failing(openLocalGit('/nonexistent'));
    nothingLeft();
  });

  test('an object that is not there is a fault and not an absent file', async () => {
    shelf.put('l/torn.git', { LICENSE: 'one', other: 'two' });
    const id = shelf.git('l/torn.git', ['rev-parse', 'HEAD:LICENSE']);
    rmSync(join(shelf.path('l/torn.git'), 'objects', id.slice(0, 2), id.slice(2)));
    const repository = await openLocalGit(shelf.path('l/torn.git'));
    expect(await failing(repository.read('LICENSE'))).toMatchObject({ kind: 'git' });
    await repository.close();
  });
});
