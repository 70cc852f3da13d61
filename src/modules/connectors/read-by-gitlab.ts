import { z } from 'zod';
import { type TreeRow, treeOf } from '#kernel/outgoing/tree.ts';
import { askForge, nextPage, shaped } from './ask-forge.ts';
import type { Net } from './net.ts';
import { ReadingFault } from './reading-fault.ts';
import { checkObject, type ProjectFacts, type Repository } from './repository.ts';
import {
  type NamespaceAddress,
  type ProjectAddress,
  parseRepositoryAddress,
  repositoryKey,
} from './repository-address.ts';

/** Who is not signed in gets fewer fields, so only those are required. */
const projectShape = z.object({
  id: z.number(),
  path_with_namespace: z.string(),
  web_url: z.string(),
  default_branch: z.string().nullish(),
  visibility: z.string().optional(),
  archived: z.boolean().optional(),
  empty_repo: z.boolean().optional(),
  repository_access_level: z.string().optional(),
  forked_from_project: z.object({}).loose().nullish(),
  description: z.string().nullish(),
  topics: z.array(z.string()).optional(),
});
const branchShape = z.object({ name: z.string(), commit: z.object({ id: z.string() }) });
const treeShape = z.array(z.object({ id: z.string(), path: z.string(), type: z.string(), mode: z.string() }));

const maxFileBytes = 5 * 1024 * 1024;
/** A page has 100 rows; beyond this, git is the better way. */
const maxTreePages = 150;
/** A host that needs longer for its list of files, in ms, is better read through git. */
const maxTreeMs = 90_000;

async function project(net: Net, address: ProjectAddress): Promise<z.infer<typeof projectShape>> {
  const answer = await askForge(net, address, `/projects/${encodeURIComponent(address.path)}`);
  if (answer === null) {
    const group = await askForge(net, address, `/groups/${encodeURIComponent(address.path)}?with_projects=false`);
    if (group === null) throw new ReadingFault('not-public', address.webUrl);
    const instead = parseRepositoryAddress(`${new URL(address.webUrl).origin}/groups/${address.path}`, net);
    throw new ReadingFault('is-namespace', address.webUrl, { instead });
  }
  const found = shaped(answer, projectShape);
  // Without a token only public projects are seen at all, and older versions do not say so.
  const visibility = found.visibility ?? (net.token(address.host) === undefined ? 'public' : 'unknown');
  // A public project may keep its code to members, one of whom our token may be.
  const code = found.repository_access_level ?? 'enabled';
  if (visibility !== 'public' || code !== 'enabled') throw new ReadingFault('not-public', address.webUrl);
  const now = parseRepositoryAddress(`${new URL(address.webUrl).origin}/${found.path_with_namespace}`, net);
  if (repositoryKey(now) !== repositoryKey(address))
    throw new ReadingFault('moved', `to ${now.webUrl}`, { instead: now });
  return found;
}

/** Only a fork names its origin, and only to those signed in; they see `archived`, too. */
export function isFork(found: { forked_from_project?: unknown; archived?: boolean | undefined }): boolean | null {
  if (found.forked_from_project) return true;
  return found.archived === undefined ? null : false;
}

/** What GitLab says about a public project; one request. Throws `ReadingFault`. */
export async function gitlabFacts(net: Net, address: ProjectAddress): Promise<ProjectFacts> {
  const found = await project(net, address);
  return {
    description: found.description ?? '',
    topics: found.topics ?? [],
    archived: found.archived ?? null,
    fork: isFork(found),
  };
}

/**
 * Reads a repository through GitLab's REST interface (v4), at the commit of its default branch. Throws `ReadingFault`:
 * `is-namespace` if the path is a group, `not-public` also for what only our token can see, `too-large` beyond 15,000 files.
 */
export async function readByGitlab(net: Net, address: ProjectAddress): Promise<Repository> {
  const at = net.now();
  const found = await project(net, address);
  if (found.empty_repo) throw new ReadingFault('empty', address.webUrl);
  const base = `/projects/${found.id}/repository`;
  const branch = found.default_branch ?? null;
  const head = branch === null ? null : await askForge(net, address, `${base}/branches/${encodeURIComponent(branch)}`);
  if (head === null) {
    // A public project may keep its code to members, or have none: without a branch list the two look alike.
    const branches = await askForge(net, address, `${base}/branches?per_page=1`);
    if (branches === null) throw new ReadingFault('not-public', `${address.webUrl} hides its code`);
    throw new ReadingFault('empty', 'no default branch', {
      words: 'The repository is empty or has no default branch.',
    });
  }
  const commit = shaped(head, branchShape).commit.id;
  const tree = treeOf(await treeRows(net, address, base, commit));
  const content = async (id: string) => {
    const blob = await askForge(net, address, `${base}/blobs/${encodeURIComponent(id)}/raw`, {
      accept: '*/*',
      maxBytes: maxFileBytes,
    });
    if (blob === null) throw new ReadingFault('unreadable', `no object ${id}`);
    return checkObject(id, blob.body);
  };
  return {
    address,
    commit,
    paths: tree.paths,
    submodules: tree.submodules,
    read: async (path) => {
      const file = await tree.follow(path, async (link) => Buffer.from(await content(link.id)).toString('utf8'));
      return file && content(file.id);
    },
    visibility: 'public',
    defaultBranch: branch,
    archived: found.archived ?? null,
    fork: isFork(found),
    through: 'gitlab-api',
    at,
    tried: [],
    close: async () => undefined,
  };
}

async function treeRows(net: Net, address: ProjectAddress, base: string, commit: string): Promise<TreeRow[]> {
  const rows: TreeRow[] = [];
  const started = performance.now();
  let turn: Record<string, string> = {};
  for (let page = 1; page <= maxTreePages; page++) {
    if (performance.now() - started > maxTreeMs)
      throw new ReadingFault('unreachable', 'the list of files takes too long');
    const query = new URLSearchParams({
      ref: commit,
      recursive: 'true',
      per_page: '100',
      pagination: 'keyset',
      ...turn,
    });
    const answer = await askForge(net, address, `${base}/tree?${query}`);
    if (answer === null) throw new ReadingFault('unreadable', `no tree of ${commit}`);
    for (const row of shaped(answer, treeShape)) rows.push({ mode: row.mode, id: row.id, path: row.path });
    const next = nextPage(answer);
    const token = next?.get('page_token');
    const number = answer.headers['x-next-page'] || next?.get('page');
    if (token) turn = { page_token: token };
    else if (number) turn = { page: number };
    else return rows;
  }
  throw new ReadingFault('too-large', `over ${maxTreePages * 100} entries`);
}

/** GitLab's words about a group, or null if there is none that everybody may see. */
export async function gitlabGroup(
  net: Net,
  address: NamespaceAddress,
): Promise<{ fullPath: string; description: string } | null> {
  const answer = await askForge(net, address, `/groups/${encodeURIComponent(address.path)}?with_projects=false`);
  if (answer === null) return null;
  const found = shaped(
    answer,
    z.object({ full_path: z.string(), visibility: z.string().optional(), description: z.string().nullish() }),
  );
  return (found.visibility ?? 'public') === 'public'
    ? { fullPath: found.full_path, description: found.description ?? '' }
    : null;
}
