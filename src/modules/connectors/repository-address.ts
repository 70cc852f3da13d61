import { isIP } from 'node:net';
import { isAllowedHost } from '#kernel/outgoing/gate.ts';
import { type AddressRules, type Forge, forgeOf, hostOf } from './forges.ts';

type Common = {
  forge: Forge;
  /** Lower case, punycode, with the port unless it is the usual one. */
  host: string;
  /** Namespace and name as written, `/` between, without `.git`. */
  path: string;
  /** Owner, or group and subgroups; empty where a plain git host has none. */
  namespace: string;
  /** A page that people can open. */
  webUrl: string;
};
export type ProjectAddress = Common & { name: string; cloneUrl: string };
export type NamespaceAddress = Common & { name: null; cloneUrl: null };
/** Where a repository, or a namespace of repositories, is at home. On GitLab, a path of two or more parts may turn out to be a subgroup. */
export type RepositoryAddress = ProjectAddress | NamespaceAddress;

export type AddressFaultReason =
  | 'empty'
  | 'too-long'
  | 'characters'
  | 'scheme'
  | 'credentials'
  | 'host'
  | 'private-host'
  | 'path';

const faultWords: Record<AddressFaultReason, string> = {
  empty: 'Please give the address of a repository, such as https://gitlab.com/group/project.',
  'too-long': 'This is too long for an address.',
  characters: 'The address holds characters that no repository has. Please copy it again from the browser.',
  scheme: 'Please give an address that begins with https://.',
  credentials: 'Please give the address without a user name or password.',
  host: 'We do not recognise the host of this address. It should look like https://gitlab.com/group/project.',
  'private-host': 'This host is not on the public internet.',
  path: 'This is not the address of a repository or a namespace. It should look like https://gitlab.com/group/project.',
};

/** The text cannot be the address of a repository; `words` say what to do. */
export class AddressFault extends Error {
  readonly reason: AddressFaultReason;
  readonly words: string;
  constructor(reason: AddressFaultReason) {
    super(faultWords[reason]);
    this.name = 'AddressFault';
    this.reason = reason;
    this.words = faultWords[reason];
  }
}

const namePart = /^[A-Za-z0-9_.~+][A-Za-z0-9_.~+-]*$/;
const githubOwner = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
/** Pages of a forge, not owners. */
const notOwners: Record<Forge, Set<string>> = {
  github: new Set(
    'about account apps blog codespaces collections contact customer-stories dashboard enterprise events explore features issues login logout marketplace new notifications organizations pricing pulls readme search security settings signup site sponsors stars team topics trending'.split(
      ' ',
    ),
  ),
  gitlab: new Set(
    '-- - admin api dashboard explore groups help invites jwt login oauth profile projects public search snippets unsubscribes uploads users v2'.split(
      ' ',
    ),
  ),
  other: new Set(),
};
/** Where the path of a repository ends and its pages begin. On plain git hosts only the plainest words: paths there are free. */
const pages: Record<Forge, Set<string>> = {
  github: new Set(),
  gitlab: new Set(
    '- tree blob blame raw commit commits branches tags issues merge_requests wikis releases pipelines activity network graphs compare archive'.split(
      ' ',
    ),
  ),
  other: new Set('- tree blob raw src commit commits branches issues pulls releases wiki'.split(' ')),
};
/** Public hosts besides GitHub where an address has exactly two parts. */
const twoPartHosts = new Set(['codeberg.org', 'gitea.com', 'bitbucket.org', 'git.sr.ht', 'gitee.com']);

/**
 * Reads what people write as the address of a repository or namespace: with or without scheme, copied from the browser or
 * from a clone dialogue, ssh forms, trailing parts. No network. The same place always gives the same answer, up to letter
 * case (see `namespaceKey`), and reading `cloneUrl ?? webUrl` gives the same answer again. Throws only `AddressFault`.
 */
export function parseRepositoryAddress(text: string, rules: AddressRules = {}): RepositoryAddress {
  const url = urlOf(text, rules);
  const host = hostOf(url.host);
  const forge = forgeOf(host, rules);
  const parts = partsOf(url);
  const whole = withoutPages(forge, parts);
  if (whole.some((part) => /[^ -~]/.test(part))) throw new AddressFault('characters');
  const place = { forge, host, origin: `${url.protocol}//${host}` };
  if (forge === 'github') return onGithub(place, whole);
  if (forge === 'gitlab') return onGitlab(place, whole);
  return elsewhere(place, whole);
}

type Place = { forge: Forge; host: string; origin: string };

function urlOf(text: string, rules: AddressRules): URL {
  if (text.length > 2000) throw new AddressFault('too-long');
  const bare = text
    .trim()
    .replace(/^<(.*)>$/su, '$1')
    .trim();
  if (bare === '') throw new AddressFault('empty');
  // Control, invisible and direction-changing characters, spaces and backslashes: each can make an address look like another.
  if (/[\p{C}\p{Z}\\]/u.test(bare)) throw new AddressFault('characters');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(bare)?.[1]?.toLowerCase();
  const short = scheme === undefined ? /^(?:[\w.-]+@)?([^\s/:@]+):(?!\d+(?:\/|$))\/?(.+)$/u.exec(bare) : null;
  const rest = scheme === undefined ? bare : bare.slice(scheme.length + 3);
  const speaks = short ? 'ssh' : (scheme ?? 'https').replace(/^git\+/, '');
  if (!['https', 'http', 'ssh', 'git'].includes(speaks)) throw new AddressFault('scheme');
  const candidate = short ? `https://${short[1]}/${short[2]}` : `${speaks === 'http' ? 'http' : 'https'}://${rest}`;
  if (!URL.canParse(candidate)) throw new AddressFault('host');
  const url = new URL(candidate);
  if (speaks === 'ssh' || speaks === 'git') {
    // The way in by ssh says who knocks and at which port; neither is part of where the repository is.
    if (url.password !== '') throw new AddressFault('credentials');
    url.username = '';
    url.port = '';
  }
  if (url.username !== '' || url.password !== '') throw new AddressFault('credentials');
  url.hostname = url.hostname.replace(/\.$/, '');
  if (isAllowedHost(rules.allowHosts ?? [], url)) return url;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) throw new AddressFault('private-host');
  if (!/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/.test(host)) throw new AddressFault('host');
  return new URL(url.href.replace(/^http:/, 'https:'));
}

function partsOf(url: URL): string[] {
  const parts = url.pathname.split('/').filter((part) => part !== '');
  if (parts.length === 0 || parts.length > 30) throw new AddressFault('path');
  return parts.map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      throw new AddressFault('characters');
    }
  });
}

function withoutPages(forge: Forge, parts: string[]): string[] {
  const named = forge === 'github' ? -1 : parts.findIndex((part) => /.\.git$/i.test(part));
  if (named >= 0) return parts.slice(0, named + 1);
  const cut = parts.findIndex(
    (part, at) => at >= (part === '-' && forge === 'gitlab' ? 1 : 2) && pages[forge].has(part),
  );
  return cut < 0 ? parts : parts.slice(0, cut);
}

function checked(parts: string[]): string[] {
  for (const part of parts) {
    if (!namePart.test(part) || part === '.' || part === '..' || part.length > 255) throw new AddressFault('path');
  }
  return parts;
}

function project(place: Place, parts: string[], cloneUrl?: string): ProjectAddress {
  const last = parts.at(-1) ?? '';
  const name = last.replace(/(?:\.git)+$/i, '');
  const namespace = parts.slice(0, -1).join('/');
  checked([...parts, name]);
  const path = namespace === '' ? name : `${namespace}/${name}`;
  // A repository named like a page of the host can only be told from that page by its `.git`.
  const looksLikePage = withoutPages(place.forge, path.split('/')).length < path.split('/').length;
  if (looksLikePage && cloneUrl === undefined) throw new AddressFault('path');
  const webUrl = looksLikePage && cloneUrl !== undefined ? cloneUrl : `${place.origin}/${path}`;
  return { forge: place.forge, host: place.host, path, namespace, name, cloneUrl: cloneUrl ?? `${webUrl}.git`, webUrl };
}

function namespaceAt(place: Place, parts: string[]): NamespaceAddress {
  const path = checked(parts).join('/');
  if (/\.git$/i.test(path)) throw new AddressFault('path');
  const webUrl = `${place.origin}/${parts.length > 1 ? 'groups/' : ''}${path}`;
  return { forge: place.forge, host: place.host, path, namespace: path, name: null, cloneUrl: null, webUrl };
}

function onGithub(place: Place, parts: string[]): RepositoryAddress {
  const [first = '', second = ''] = parts;
  if (first === 'orgs' || first === 'users') return onGithub(place, [second]);
  if (!githubOwner.test(first) || notOwners.github.has(first.toLowerCase())) throw new AddressFault('path');
  if (second === '') return namespaceAt(place, [first]);
  if (!/^[A-Za-z0-9._-]{1,104}$/.test(second)) throw new AddressFault('path');
  const name = second.replace(/(?:\.git)+$/i, '');
  if (name === '' || name === '.' || name === '..') throw new AddressFault('path');
  const path = `${first}/${name}`;
  const webUrl = `${place.origin}/${path}`;
  return { forge: place.forge, host: place.host, path, namespace: first, name, cloneUrl: `${webUrl}.git`, webUrl };
}

function onGitlab(place: Place, parts: string[]): RepositoryAddress {
  const [first = ''] = parts;
  const under = first === 'groups' || first === 'users' ? parts.slice(1) : parts;
  if (notOwners.gitlab.has((under[0] ?? '-').toLowerCase())) throw new AddressFault('path');
  if (under !== parts && first === 'users' && under.length > 1) throw new AddressFault('path');
  if (under !== parts) return namespaceAt(place, under);
  return parts.length === 1 ? namespaceAt(place, parts) : project(place, parts);
}

function elsewhere(place: Place, parts: string[]): RepositoryAddress {
  if (twoPartHosts.has(place.host)) {
    if (parts.length === 1) return namespaceAt(place, parts);
    parts = parts.slice(0, 2);
  }
  // Plain git hosts differ in whether `.git` belongs to the path, so it stays as it was written.
  return project(place, checked(parts), `${place.origin}/${parts.join('/')}`);
}

function folded(path: string): string {
  return path.normalize('NFKC').toLowerCase();
}

/** One key for every way to write the namespace of an address, for finding duplicates. Plain git hosts without namespaces: the repository itself. */
export function namespaceKey(address: RepositoryAddress): string {
  return `${address.host}/${folded(address.namespace === '' ? address.path : address.namespace)}`;
}

/** One key for every way to write this repository (or namespace). */
export function repositoryKey(address: RepositoryAddress): string {
  return `${address.host}/${folded(address.path)}`;
}

export function isNamespace(address: RepositoryAddress): address is NamespaceAddress {
  return address.name === null;
}
