import { z } from 'zod';
import { type TreeRow, treeOf } from '#kernel/outgoing/tree.ts';
import { askForge, shaped } from './ask-forge.ts';
import type { Net } from './net.ts';
import { ReadingFault } from './reading-fault.ts';
import { checkObject, type ProjectFacts, type Repository } from './repository.ts';
import { type ProjectAddress, parseRepositoryAddress, repositoryKey } from './repository-address.ts';

const repositoryShape = z.object({
  full_name: z.string(),
  html_url: z.string(),
  private: z.boolean(),
  visibility: z.string().optional(),
  default_branch: z.string(),
  archived: z.boolean(),
  fork: z.boolean(),
  description: z.string().nullish(),
  topics: z.array(z.string()).optional(),
});
const refShape = z.object({ object: z.object({ sha: z.string(), type: z.string() }) });
const treeShape = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() })),
});

const maxFileBytes = 5 * 1024 * 1024;
const segments = (path: string) => path.split('/').map(encodeURIComponent).join('/');

/** A project as GitHub describes it. Throws `ReadingFault`: `not-public` also for a private one that our token could see. */
async function project(net: Net, address: ProjectAddress): Promise<z.infer<typeof repositoryShape>> {
  const answer = await askForge(net, address, `/repos/${segments(address.path)}`);
  if (answer === null) throw new ReadingFault('not-public', address.webUrl);
  const found = shaped(answer, repositoryShape);
  if (found.private || (found.visibility ?? 'public') !== 'public')
    throw new ReadingFault('not-public', address.webUrl);
  const now = parseRepositoryAddress(`${new URL(address.webUrl).origin}/${found.full_name}`, net);
  if (repositoryKey(now) !== repositoryKey(address))
    throw new ReadingFault('moved', `to ${now.webUrl}`, { instead: now });
  return found;
}

/** What GitHub says about a public project; one request. Throws `ReadingFault`. */
export async function githubFacts(net: Net, address: ProjectAddress): Promise<ProjectFacts> {
  const found = await project(net, address);
  return {
    description: found.description ?? '',
    topics: found.topics ?? [],
    archived: found.archived,
    fork: found.fork,
  };
}

/**
 * Reads a repository through GitHub's REST interface: three requests, and one for each file read. Throws `ReadingFault`;
 * `too-large` if GitHub does not list the whole tree (over 100,000 entries or 7 MB).
 */
export async function readByGithub(net: Net, address: ProjectAddress): Promise<Repository> {
  const at = net.now();
  const found = await project(net, address);
  const base = `/repos/${segments(address.path)}/git`;
  const ref = await askForge(net, address, `${base}/ref/heads/${segments(found.default_branch)}`);
  if (ref === null)
    throw new ReadingFault('empty', 'no default branch', {
      words: 'The default branch of the repository does not exist.',
    });
  const commit = shaped(ref, refShape).object.sha;
  const listed = await askForge(net, address, `${base}/trees/${encodeURIComponent(commit)}?recursive=1`, {
    maxBytes: 64 * 1024 * 1024,
  });
  if (listed === null) throw new ReadingFault('unreadable', `no tree of ${commit}`);
  const { truncated, tree: rows } = shaped(listed, treeShape);
  if (truncated) throw new ReadingFault('too-large', 'the tree is truncated');
  const tree = treeOf(rows.map((row): TreeRow => ({ mode: row.mode, id: row.sha, path: row.path })));
  const content = async (id: string) => {
    const blob = await askForge(net, address, `${base}/blobs/${encodeURIComponent(id)}`, {
      accept: 'application/vnd.github.raw+json',
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
    defaultBranch: found.default_branch,
    archived: found.archived,
    fork: found.fork,
    through: 'github-api',
    at,
    tried: [],
    close: async () => undefined,
  };
}
