import { z } from 'zod';
import { askForge, nextPage, shaped } from './ask-forge.ts';
import type { Net } from './net.ts';
import { gitlabGroup, isFork } from './read-by-gitlab.ts';
import { ReadingFault } from './reading-fault.ts';
import type { ReadingWay } from './repository.ts';
import {
  isNamespace,
  type NamespaceAddress,
  namespaceKey,
  type ProjectAddress,
  parseRepositoryAddress,
  type RepositoryAddress,
} from './repository-address.ts';

export type ListedProject = { address: ProjectAddress; archived: boolean | null; fork: boolean | null };
export type NamespaceListing = {
  address: NamespaceAddress;
  kind: 'group' | 'organisation' | 'user';
  /** Public ones only, subgroups included, as the forge orders them. */
  projects: ListedProject[];
  /** False: there are more than `namespaceLimit`, and those are not in `projects`. */
  complete: boolean;
  through: ReadingWay;
  at: Temporal.Instant;
};

/** How many projects of a namespace we list. */
export const namespaceLimit = 500;

const gitlabProjects = z.array(
  z.object({
    path_with_namespace: z.string(),
    visibility: z.string().optional(),
    archived: z.boolean().optional(),
    forked_from_project: z.object({}).loose().nullish(),
  }),
);
const githubRepositories = z.array(
  z.object({
    full_name: z.string(),
    private: z.boolean(),
    visibility: z.string().optional(),
    archived: z.boolean(),
    fork: z.boolean(),
  }),
);

/** Lists every public project of a namespace, through the forge's interface. Throws `ReadingFault`; `unsupported` for hosts known only through git. */
export async function listNamespace(net: Net, address: RepositoryAddress): Promise<NamespaceListing> {
  if (!isNamespace(address)) throw new ReadingFault('address', `${address.webUrl} is a repository`);
  if (address.forge === 'gitlab') return listGitlab(net, address);
  if (address.forge === 'github') return listGithub(net, address);
  throw new ReadingFault('unsupported', address.host);
}

async function listGitlab(net: Net, address: NamespaceAddress): Promise<NamespaceListing> {
  const at = net.now();
  const group = await gitlabGroup(net, address);
  if (group !== null) refuseMoved(net, address, `groups/${group.fullPath}`);
  const path = group
    ? `/groups/${encodeURIComponent(address.path)}/projects?include_subgroups=true&with_shared=false&`
    : `/users/${await gitlabUser(net, address)}/projects?`;
  const { rows, complete } = await everyPage(
    net,
    address,
    `${path}visibility=public&order_by=id&sort=asc`,
    gitlabProjects,
  );
  const projects = rows.flatMap((row) =>
    (row.visibility ?? 'public') === 'public'
      ? listed(net, address, row.path_with_namespace, row.archived ?? null, isFork(row))
      : [],
  );
  return { address, kind: group ? 'group' : 'user', projects, complete, through: 'gitlab-api', at };
}

async function gitlabUser(net: Net, address: NamespaceAddress): Promise<number> {
  const answer = await askForge(net, address, `/users?username=${encodeURIComponent(address.path)}`);
  const users = answer === null ? [] : shaped(answer, z.array(z.object({ id: z.number(), username: z.string() })));
  const user = users.find((one) => one.username.toLowerCase() === address.path.toLowerCase());
  if (!user) throw new ReadingFault('not-public', address.webUrl);
  return user.id;
}

async function listGithub(net: Net, address: NamespaceAddress): Promise<NamespaceListing> {
  const at = net.now();
  const owner = encodeURIComponent(address.path);
  const answer = await askForge(net, address, `/users/${owner}`);
  if (answer === null) throw new ReadingFault('not-public', address.webUrl);
  const { login, type } = shaped(answer, z.object({ login: z.string(), type: z.string() }));
  refuseMoved(net, address, login);
  const isOrganisation = type === 'Organization';
  const path = isOrganisation ? `/orgs/${owner}/repos?type=public` : `/users/${owner}/repos?type=owner`;
  const { rows, complete } = await everyPage(net, address, `${path}&sort=full_name`, githubRepositories);
  const projects = rows.flatMap((row) =>
    row.private || (row.visibility ?? 'public') !== 'public'
      ? []
      : listed(net, address, row.full_name, row.archived, row.fork),
  );
  return { address, kind: isOrganisation ? 'organisation' : 'user', projects, complete, through: 'github-api', at };
}

async function everyPage<T>(
  net: Net,
  address: NamespaceAddress,
  path: string,
  shape: z.ZodType<T[]>,
): Promise<{ rows: T[]; complete: boolean }> {
  const rows: T[] = [];
  for (let page = 1; ; page++) {
    const answer = await askForge(net, address, `${path}&per_page=100&page=${page}`);
    if (answer === null) throw new ReadingFault('unreadable', `page ${page} of ${address.webUrl}`);
    const some = shaped(answer, shape);
    rows.push(...some);
    const more = some.length > 0 && (Boolean(answer.headers['x-next-page']) || nextPage(answer) !== null);
    if (rows.length > namespaceLimit || (more && rows.length === namespaceLimit))
      return { rows: rows.slice(0, namespaceLimit), complete: false };
    if (!more) return { rows, complete: true };
  }
}

function listed(
  net: Net,
  address: NamespaceAddress,
  path: string,
  archived: boolean | null,
  fork: boolean | null,
): ListedProject[] {
  const found = parseRepositoryAddress(`${new URL(address.webUrl).origin}/${path}`, net);
  return isNamespace(found) ? [] : [{ address: found, archived, fork }];
}

function refuseMoved(net: Net, address: NamespaceAddress, path: string): void {
  const now = parseRepositoryAddress(`${new URL(address.webUrl).origin}/${path}`, net);
  if (namespaceKey(now) !== namespaceKey(address))
    throw new ReadingFault('moved', `to ${now.webUrl}`, { instead: now });
}
