import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AddressFault, namespaceKey, parseRepositoryAddress, repositoryKey } from './repository-address.ts';

const rules = {
  gitlabHosts: ['git.example.org', '127.0.0.1:4210'],
  githubHosts: ['ghe.example.org'],
  allowHosts: ['127.0.0.1:4210', 'forge'],
};
const read = (text: string) => parseRepositoryAddress(text, rules);
function reasonFor(text: string): string {
  try {
    return `no fault: ${JSON.stringify(read(text))}`;
  } catch (error) {
    if (error instanceof AddressFault) return error.reason;
    throw error;
  }
}

describe('a repository', () => {
  test.each([
    'github.com/curl/curl',
    'https://github.com/curl/curl',
    'http://github.com/curl/curl',
    'https://github.com/curl/curl/',
    'https://github.com/curl/curl.git',
    'https://www.github.com/curl/curl',
    'HTTPS://GITHUB.COM/curl/curl',
    'git@github.com:curl/curl.git',
    'ssh://git@github.com/curl/curl.git',
    'ssh://git@github.com:22/curl/curl',
    'git://github.com/curl/curl.git',
    'git+https://github.com/curl/curl.git',
    'git+ssh://git@github.com/curl/curl.git',
    'https://github.com/curl/curl/tree/master/docs',
    'https://github.com/curl/curl/blob/master/README',
    'https://github.com/curl/curl?tab=readme#top',
    '  <https://github.com/curl/curl>  ',
    'https://github.com//curl//curl',
    'https://github.com./curl/curl',
    'https://github.com:443/curl/curl',
    'https://ｇithub.com/curl/curl',
    'github.com:curl/curl',
    'https://github.com/curl/%63url',
    'https://github.com/curl/curl/issues/1',
  ])('%s is curl', (text) => {
    expect(read(text)).toEqual({
      forge: 'github',
      host: 'github.com',
      path: 'curl/curl',
      namespace: 'curl',
      name: 'curl',
      cloneUrl: 'https://github.com/curl/curl.git',
      webUrl: 'https://github.com/curl/curl',
    });
  });

  test.each([
    [
      'https://gitlab.com/group/sub/proj.git',
      'gitlab',
      'gitlab.com',
      'group/sub',
      'proj',
      'https://gitlab.com/group/sub/proj.git',
    ],
    [
      'https://gitlab.com/group/sub/proj/-/tree/main?ref_type=heads',
      'gitlab',
      'gitlab.com',
      'group/sub',
      'proj',
      'https://gitlab.com/group/sub/proj.git',
    ],
    [
      'https://gitlab.com/Group/proj/blob/main/x',
      'gitlab',
      'gitlab.com',
      'Group',
      'proj',
      'https://gitlab.com/Group/proj.git',
    ],
    [
      'git@gitlab.com:group/sub/proj.git',
      'gitlab',
      'gitlab.com',
      'group/sub',
      'proj',
      'https://gitlab.com/group/sub/proj.git',
    ],
    ['git.example.org/a/b', 'gitlab', 'git.example.org', 'a', 'b', 'https://git.example.org/a/b.git'],
    ['http://127.0.0.1:4210/a/b', 'gitlab', '127.0.0.1:4210', 'a', 'b', 'http://127.0.0.1:4210/a/b.git'],
    ['ghe.example.org/a/b', 'github', 'ghe.example.org', 'a', 'b', 'https://ghe.example.org/a/b.git'],
    [
      'https://codeberg.org/forgejo/forgejo/src/branch/main',
      'other',
      'codeberg.org',
      'forgejo',
      'forgejo',
      'https://codeberg.org/forgejo/forgejo',
    ],
    [
      'https://git.sr.ht/~sircmpwn/scdoc',
      'other',
      'git.sr.ht',
      '~sircmpwn',
      'scdoc',
      'https://git.sr.ht/~sircmpwn/scdoc',
    ],
    [
      'https://git.zx2c4.com/wireguard-linux',
      'other',
      'git.zx2c4.com',
      '',
      'wireguard-linux',
      'https://git.zx2c4.com/wireguard-linux',
    ],
    [
      'https://git.kernel.org/pub/scm/git/git.git',
      'other',
      'git.kernel.org',
      'pub/scm/git',
      'git',
      'https://git.kernel.org/pub/scm/git/git.git',
    ],
    [
      'https://git.kernel.org/pub/scm/network/wireless/iwd.git/tree/src',
      'other',
      'git.kernel.org',
      'pub/scm/network/wireless',
      'iwd',
      'https://git.kernel.org/pub/scm/network/wireless/iwd.git',
    ],
    [
      'https://forge.example.net:8443/a/b',
      'other',
      'forge.example.net:8443',
      'a',
      'b',
      'https://forge.example.net:8443/a/b',
    ],
    ['https://forge/a/b', 'other', 'forge', 'a', 'b', 'https://forge/a/b'],
    ['https://gіthub.com/curl/curl', 'other', 'xn--', 'curl', 'curl', null],
    ['https://bücher.example/a/b', 'other', 'xn--bcher-kva.example', 'a', 'b', 'https://xn--bcher-kva.example/a/b'],
  ])('%s', (text, forge, host, namespace, name, cloneUrl) => {
    const address = read(text);
    // The Cyrillic і gives some punycode host: what matters is that it is not GitHub and looks like what it is.
    if (cloneUrl === null)
      return expect(address).toMatchObject({ forge, namespace, name, host: expect.stringMatching(/^xn--/) });
    expect(address).toMatchObject({ forge, host, namespace, name, cloneUrl });
  });
});

describe('a namespace', () => {
  test.each([
    ['https://gitlab.com/inkscape', 'gitlab', 'inkscape', 'https://gitlab.com/inkscape'],
    ['https://github.com/curl', 'github', 'curl', 'https://github.com/curl'],
    ['github.com/orgs/curl/repositories', 'github', 'curl', 'https://github.com/curl'],
    ['https://gitlab.com/groups/a/b', 'gitlab', 'a/b', 'https://gitlab.com/groups/a/b'],
    ['https://gitlab.com/groups/a/b/-/issues', 'gitlab', 'a/b', 'https://gitlab.com/groups/a/b'],
    ['https://gitlab.com/users/ada', 'gitlab', 'ada', 'https://gitlab.com/ada'],
    ['https://gitlab.com/inkscape/-/group_members', 'gitlab', 'inkscape', 'https://gitlab.com/inkscape'],
    ['codeberg.org/forgejo/', 'other', 'forgejo', 'https://codeberg.org/forgejo'],
  ])('%s', (text, forge, namespace, webUrl) => {
    expect(read(text)).toMatchObject({ forge, namespace, name: null, cloneUrl: null, webUrl });
  });
});

describe('not an address', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['<>', 'empty'],
    ['x'.repeat(2001), 'too-long'],
    ['my project', 'characters'],
    ['https://github.com/a/b c', 'characters'],
    ['https://github.com/a\\b', 'characters'],
    ['https://github.com/a\u202eb/c', 'characters'],
    ['https://github.com/a\u200b/c', 'characters'],
    ['https://github.com/a\0/c', 'characters'],
    ['https://github.com/а/b', 'characters'],
    ['https://github.com/a/%00', 'characters'],
    ['https://gitlab.com/a/%E0%A4', 'characters'],
    ['file:///etc/passwd', 'scheme'],
    ['ftp://example.com/a/b', 'scheme'],
    ['javascript://github.com/a/b', 'scheme'],
    ['ext::sh -c x', 'characters'],
    ['https://user:pw@github.com/a/b', 'credentials'],
    ['https://github.com@evil.example/a/b', 'credentials'],
    ['ssh://git:pw@github.com/a/b', 'credentials'],
    ['curl', 'host'],
    ['localhost/a/b', 'host'],
    ['https://', 'host'],
    ['ext::sh', 'host'],
    ['-uevil', 'host'],
    ['https://a_b/c', 'host'],
    ['http://127.0.0.1/a/b', 'private-host'],
    ['https://2130706433/a/b', 'private-host'],
    ['https://0x7f.1/a/b', 'private-host'],
    ['https://[::1]/a/b', 'private-host'],
    ['https://8.8.8.8/a/b', 'private-host'],
    ['http://127.0.0.1:4211/a/b', 'private-host'],
    ['https://github.com', 'path'],
    ['https://github.com/', 'path'],
    ['https://github.com/features', 'path'],
    ['https://github.com/-u/x', 'path'],
    ['https://github.com/a/.git', 'path'],
    ['https://github.com/a/..git', 'path'],
    ['https://gitlab.com/explore/projects', 'path'],
    ['https://gitlab.com/-/x', 'path'],
    ['https://gitlab.com/a.git', 'path'],
    ['https://gitlab.com/groups', 'path'],
    ['https://gitlab.com/a/--upload-pack=x', 'path'],
    ['https://github.com/a/b%2fc', 'path'],
    ['https://github.com/a/b:c', 'path'],
  ])('%j: %s', (text, reason) => {
    expect(reasonFor(text)).toBe(reason);
  });
});

describe('keys', () => {
  test('one place, however written, has one key; different places have different ones', () => {
    expect(namespaceKey(read('https://GitHub.com/Curl/Curl.git'))).toBe(
      namespaceKey(read('git@github.com:curl/trurl')),
    );
    expect(namespaceKey(read('https://github.com/CURL'))).toBe('github.com/curl');
    expect(repositoryKey(read('https://gitlab.com/A/B/c.git'))).toBe(repositoryKey(read('gitlab.com/a/b/C')));
    expect(namespaceKey(read('git.zx2c4.com/one'))).not.toBe(namespaceKey(read('git.zx2c4.com/two')));
    expect(repositoryKey(read('https://git.kernel.org/a/b.git'))).toBe(
      repositoryKey(read('https://git.kernel.org/a/b')),
    );
    expect(namespaceKey(read('gitlab.com/curl'))).not.toBe(namespaceKey(read('github.com/curl')));
  });
});

describe('of any text', () => {
  const host = fc.constantFrom(
    'github.com',
    'gitlab.com',
    'codeberg.org',
    'git.example.org',
    'example.org',
    'www.github.com',
    '127.0.0.1:4210',
    'bücher.example',
    'x',
    '[::1]',
  );
  const part = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9._~+-]{0,12}$/),
    fc.constantFrom(
      '-',
      'tree',
      'groups',
      'users',
      'orgs',
      '.git',
      'a.git',
      'a.git.git',
      '..',
      '.',
      '%2e',
      '%2F',
      '~a',
      'src',
      'ä',
    ),
    fc.string({ maxLength: 6 }),
  );
  const scheme = fc.constantFrom('', 'https://', 'http://', 'ssh://git@', 'git://', 'git@', 'file://', 'git+https://');
  const likely = fc
    .tuple(
      scheme,
      host,
      fc.constantFrom('/', ':'),
      fc.array(part, { maxLength: 5 }),
      fc.constantFrom('', '/', '.git', '?a=b', '#x'),
    )
    .map(([s, h, colon, parts, end]) => `${s}${h}${colon}${parts.join('/')}${end}`);
  const some = fc.oneof({ weight: 5, arbitrary: likely }, fc.string(), fc.string({ unit: 'binary' }), fc.webUrl());

  test('only its own fault is thrown, and reading what was read changes nothing', () => {
    let understood = 0;
    fc.assert(
      fc.property(some, (text) => {
        let address: ReturnType<typeof read>;
        try {
          address = read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(AddressFault);
          return;
        }
        understood++;
        expect(read(address.cloneUrl ?? address.webUrl)).toEqual(address);
        expect(repositoryKey(read(address.webUrl))).toBe(repositoryKey(address));
        const url = new URL(address.cloneUrl ?? address.webUrl);
        expect(url.protocol === 'https:' || url.host === '127.0.0.1:4210').toBe(true);
        expect(url.username + url.password + url.search + url.hash).toBe('');
        expect(
          url.pathname
            .split('/')
            .slice(1)
            .every((each) => /^[\w.~+-]+$/.test(each)),
        ).toBe(true);
      }),
      { numRuns: 20_000 },
    );
    expect(understood).toBeGreaterThan(1000);
  });
});
