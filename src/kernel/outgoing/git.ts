import { bareHost } from './addresses.ts';
import { OutgoingFault } from './fault.ts';
import { guardedFetch } from './fetch.ts';
import type { Gate, ResolvedAddress } from './gate.ts';
import { type GitFolder, openGitFolder } from './git-folder.ts';
import { openGitObjects } from './git-objects.ts';
import {
  type GitLimits,
  type GitRepository,
  listTree,
  NothingToRead,
  presentRepository,
  usualGitLimits,
} from './git-repository.ts';
import { type GitPlace, runGit } from './git-run.ts';

/**
 * Reads a repository that a stranger named, over https (http for allowed hosts), through a bare temporary copy of one
 * commit whose file contents are fetched when read. Server address checked and pinned, redirects checked, no hooks,
 * submodules, configuration, credentials or checkout; time, disk and files bounded. Throws `OutgoingFault`, `NothingToRead`.
 */
export async function openRemoteGit(
  gate: Gate,
  address: string,
  given: Partial<GitLimits> = {},
): Promise<GitRepository> {
  const limits = { ...usualGitLimits, ...given };
  await requireGit();
  const url = await discover(gate, address, Math.min(limits.timeoutMs, 30_000));
  const addresses = await gate.locate(url);
  const folder = await openGitFolder();
  try {
    const place: GitPlace = {
      home: folder.path,
      settings: [...pins(url, addresses), `remote.origin.url=${url.href}`],
      protocols: url.protocol === 'http:' ? 'http' : 'https',
      maxFileBytes: limits.maxDiskBytes,
    };
    return await copy(place, folder, url, limits);
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

/**
 * Reads a git directory on our own disk. Only for paths that an operator or a test names, never for what a stranger
 * wrote. No network, no temporary copy; `revision` is any name of a commit. Throws `OutgoingFault`, `NothingToRead`.
 */
export async function openLocalGit(
  gitDir: string,
  revision = 'HEAD',
  given: Partial<GitLimits> = {},
): Promise<GitRepository> {
  const limits = { ...usualGitLimits, ...given };
  await requireGit();
  const folder = await openGitFolder();
  const place: GitPlace = { home: folder.path, settings: [], protocols: 'none', maxFileBytes: 0 };
  const open = async (args: string[]) =>
    (await runGit(place, ['--git-dir', gitDir, ...args], { timeoutMs: limits.timeoutMs })).stdout.toString().trim();
  try {
    const commit = await open(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]).catch(
      () => {
        throw new NothingToRead('empty');
      },
    );
    const branch = await open(['symbolic-ref', '--quiet', '--short', 'HEAD']).catch(() => null);
    const tree = await listTree(place, gitDir, commit, limits);
    const objects = openGitObjects(place, gitDir);
    return presentRepository({
      commit,
      defaultBranch: branch,
      url: gitDir,
      tree,
      limits,
      have: async () => undefined,
      objects,
      folder,
    });
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

/** Asks for the repository's references through the gate: follows and checks redirects, and takes no server but a smart one. */
async function discover(gate: Gate, address: string, timeoutMs: number): Promise<URL> {
  const url = gate.admit(address);
  if (url.search !== '' || url.hash !== '')
    throw new OutgoingFault('refused-address', 'a query in the address of a repository');
  url.pathname = url.pathname.replace(/\/+$/, '');
  const suffix = '/info/refs?service=git-upload-pack';
  const answer = await guardedFetch(`${url.href}${suffix}`, {
    gate,
    timeoutMs,
    redirects: 3,
    maxBytes: 64 * 1024 * 1024,
    headers: { 'git-protocol': 'version=2', 'user-agent': 'guildhall git', accept: '*/*' },
  });
  // Without this, git would fall back to reading plain files, and those may name yet other servers.
  if (!answer.headers['content-type']?.startsWith('application/x-git-upload-pack-advertisement'))
    throw new OutgoingFault('protocol', 'no git server', { words: 'There is no git repository at this address.' });
  if (!answer.url.endsWith(suffix)) throw new OutgoingFault('redirects', 'redirected to something else');
  return gate.admit(answer.url.slice(0, -suffix.length));
}

function pins(url: URL, addresses: ResolvedAddress[]): string[] {
  const host = bareHost(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (host !== url.hostname || /^[\d.]+$/.test(host)) return [];
  const list = addresses.map((one) => (one.family === 6 ? `[${one.address}]` : one.address)).join(',');
  return [`http.curloptResolve=${host}:${port}:${list}`];
}

async function copy(place: GitPlace, folder: GitFolder, url: URL, limits: GitLimits): Promise<GitRepository> {
  const bounds = { timeoutMs: limits.timeoutMs, overLimit: async () => (await folder.size()) > limits.maxDiskBytes };
  const listing = await runGit(place, ['ls-remote', '--symref', '--', url.href, 'HEAD'], bounds);
  const said = listing.stdout.toString('utf8');
  const head = /^([0-9a-f]{40}(?:[0-9a-f]{24})?)\tHEAD$/m.exec(said)?.[1];
  if (head === undefined) {
    const any = await runGit(place, ['ls-remote', '--heads', '--', url.href], {
      ...bounds,
      maxOutputBytes: 64 * 1024 * 1024,
    });
    throw new NothingToRead(any.stdout.length === 0 ? 'empty' : 'no-default-branch');
  }
  const branch = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(said)?.[1] ?? null;
  const gitDir = `${folder.path}/copy`;
  const format = head.length === 64 ? 'sha256' : 'sha1';
  await runGit(place, ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, '--', gitDir], bounds);
  const fetch = [
    '--git-dir',
    gitDir,
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-auto-maintenance',
  ];
  const { stderr } = await runGit(
    place,
    [...fetch, '--depth=1', '--filter=blob:none', 'origin', '+HEAD:refs/guildhall/head'],
    bounds,
  );
  const parsed = await runGit(
    place,
    ['--git-dir', gitDir, 'rev-parse', '--verify', 'refs/guildhall/head^{commit}'],
    bounds,
  );
  const commit = parsed.stdout.toString().trim();
  const tree = await listTree({ ...place, protocols: 'none' }, gitDir, commit, limits);

  const complete = /filtering not recognized by server/.test(stderr);
  const fetched = new Set<string>();
  const have = async (ids: string[]) => {
    const wanted = complete ? [] : [...new Set(ids)].filter((id) => !fetched.has(id));
    if (wanted.length === 0) return;
    const noop = ['-c', 'fetch.negotiationAlgorithm=noop'];
    await runGit(place, [...noop, ...fetch, '--filter=blob:none', '--stdin', 'origin'], {
      ...bounds,
      input: `${wanted.join('\n')}\n`,
    });
    for (const id of wanted) fetched.add(id);
  };
  const objects = openGitObjects(place, gitDir);
  return presentRepository({ commit, defaultBranch: branch, url: url.href, tree, limits, have, objects, folder });
}

let checked: Promise<void> | null = null;

/** Pinning needs git 2.37 (2022) or newer: an older one would quietly ignore it and ask the name service again. */
function requireGit(): Promise<void> {
  checked ??= (async () => {
    const folder = await openGitFolder();
    try {
      const place: GitPlace = { home: folder.path, settings: [], protocols: 'none', maxFileBytes: 0 };
      const { stdout } = await runGit(place, ['--version'], { timeoutMs: 10_000 });
      const [, major, minor] = /(\d+)\.(\d+)/.exec(stdout.toString()) ?? [];
      if (Number(major) * 1000 + Number(minor) < 2037)
        throw new OutgoingFault('git', stdout.toString(), {
          words: 'The git program on our server is too old (2.37 is needed).',
        });
    } finally {
      await folder.remove();
    }
  })().catch((error: unknown) => {
    checked = null;
    throw error;
  });
  return checked;
}
