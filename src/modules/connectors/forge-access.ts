import { z } from 'zod';
import { OutgoingFault } from '#kernel/outgoing/fault.ts';
import { apiOf } from './forges.ts';
import type { Net } from './net.ts';
import { asReadingFault, ReadingFault } from './reading-fault.ts';
import { isNamespace, namespaceKey, type RepositoryAddress } from './repository-address.ts';

/** A forge that somebody signed in to: which interface, where, and what opens it for them. The token is never kept or logged. */
export type SignedInForge = { forge: 'gitlab' | 'github'; origin: string; token: string };
/** Who signed in, by the forge's own number. */
export type ForgeUser = { id: string; name: string };
/** What the forge says of somebody's rights at a place. `level` is in the forge's own words, `source` the path that was asked. */
export type ForgeAccess = { proves: boolean; level: string; source: string };
export type AccessAt = { place: RepositoryAddress; access: ForgeAccess };

/** How many questions are asked at once. */
const ABREAST = 6;
const MAINTAINER = 40;
/** Source: GitLab, "Permissions and roles", values of `access_level`. */
const GITLAB_LEVELS: Record<number, string> = {
  5: 'minimal access',
  10: 'guest',
  15: 'planner',
  20: 'reporter',
  30: 'developer',
  40: 'maintainer',
  50: 'owner',
};
const gitlabUser = z.object({ id: z.number().int(), username: z.string() });
const gitlabMember = z.object({
  access_level: z.number().int(),
  state: z.string().default('active'),
  membership_state: z.string().default('active'),
  expires_at: z.string().nullish(),
});
const githubUser = z.object({ id: z.number().int(), login: z.string() });
const GITHUB_RIGHTS = ['admin', 'maintain', 'push', 'triage', 'pull'] as const;
const githubRepository = z.object({ permissions: z.partialRecord(z.enum(GITHUB_RIGHTS), z.boolean()).optional() });
const githubMembership = z.object({ state: z.string(), role: z.string() });

/** The least that must be asked for to learn somebody's rights at these places. Source: the forges' lists of scopes. */
export const scopesFor = (forge: 'gitlab' | 'github', places: readonly RepositoryAddress[]): string =>
  forge === 'gitlab' ? 'read_api' : places.some(isNamespace) ? 'read:org' : '';

/** Who signed in. Throws `ReadingFault`. */
export async function forgeUser(net: Net, signedIn: SignedInForge): Promise<ForgeUser> {
  if (signedIn.forge === 'gitlab') {
    const who = await ask(net, signedIn, '/user', gitlabUser);
    if (who) return { id: String(who.id), name: who.username };
  } else {
    const who = await ask(net, signedIn, '/user', githubUser);
    if (who) return { id: String(who.id), name: who.login };
  }
  throw new ReadingFault('unreadable', 'the forge does not say who signed in');
}

/**
 * What rights somebody has at repositories and namespaces of a forge, as it says at this moment. Control is shown from
 * maintainer (GitLab), by the right to administer or maintain (GitHub), or by the namespace being one's own. Whoever controls a
 * namespace controls what lies in it, which then is not asked for. Throws `ReadingFault`.
 */
export async function forgeAccess(
  net: Net,
  signedIn: SignedInForge,
  user: ForgeUser,
  places: readonly RepositoryAddress[],
): Promise<AccessAt[]> {
  const read = (place: RepositoryAddress) =>
    signedIn.forge === 'gitlab' ? onGitlab(net, signedIn, user, place) : onGithub(net, signedIn, user, place);
  const namespaces = await inTurns(places.filter(isNamespace), read);
  const controlled = namespaces.filter(({ access }) => access.proves);
  const covering = (place: RepositoryAddress) =>
    controlled.find((one) => `${namespaceKey(place)}/`.startsWith(`${namespaceKey(one.place)}/`))?.access;
  return [
    ...namespaces,
    ...(await inTurns(
      places.filter((place) => !isNamespace(place)),
      async (place) => covering(place) ?? read(place),
    )),
  ];
}

/** Projects of a namespace that strangers cannot see. `source` is the path that was asked. */
export type HiddenAt = { place: RepositoryAddress; hidden: number; source: string };

/**
 * How many projects of each namespace strangers cannot see, as GitLab tells somebody who controls it: a maintainer of a group sees all
 * that lies in it. GitHub tells it only with rights over private code, which we do not ask for. Throws `ReadingFault`.
 */
export async function hiddenAt(
  net: Net,
  signedIn: SignedInForge,
  user: ForgeUser,
  found: readonly AccessAt[],
): Promise<HiddenAt[]> {
  if (signedIn.forge !== 'gitlab') return [];
  const told: HiddenAt[] = [];
  for (const { place, access } of found) {
    if (!isNamespace(place) || !access.proves) continue;
    const source = isOwn(place, user)
      ? `/users/${user.id}/projects`
      : `/groups/${encodeURIComponent(place.path)}/projects`;
    const counts = await Promise.all(
      ['private', 'internal'].map((visibility) =>
        countOf(
          net,
          signedIn,
          `${source}?visibility=${visibility}&include_subgroups=true&with_shared=false&per_page=1`,
        ),
      ),
    );
    if (counts.every((count) => count !== null))
      told.push({ place, hidden: counts.reduce((sum, count) => sum + count, 0), source });
  }
  return told;
}

/** GitLab says how many there are in the head of an answer; null where it does not (above 10,000), or where there is no such list. */
async function countOf(net: Net, { forge, origin, token }: SignedInForge, path: string): Promise<number | null> {
  try {
    const answer = await net.fetch(`${apiOf(forge, origin)}${path}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      statuses: 'any',
      redirects: 0,
      timeoutMs: 10_000,
      maxBytes: 1024 * 1024,
    });
    const total = String(answer.headers['x-total'] ?? '');
    return answer.status === 200 && /^\d{1,5}$/.test(total) ? Number(total) : null;
  } catch (error) {
    throw asReadingFault(error);
  }
}

async function inTurns(
  places: readonly RepositoryAddress[],
  read: (place: RepositoryAddress) => Promise<ForgeAccess>,
): Promise<AccessAt[]> {
  const found: AccessAt[] = [];
  for (let at = 0; at < places.length; at += ABREAST) {
    const some = places.slice(at, at + ABREAST);
    found.push(...(await Promise.all(some.map(async (place) => ({ place, access: await read(place) })))));
  }
  return found;
}

/** A namespace called as the one who signed in is theirs: users and groups share one set of names on both forges. */
const isOwn = (place: RepositoryAddress, user: ForgeUser): boolean =>
  isNamespace(place) && place.path.toLowerCase() === user.name.toLowerCase();
const OWN: ForgeAccess = { proves: true, level: 'owner of the namespace', source: '/user' };

async function onGitlab(
  net: Net,
  signedIn: SignedInForge,
  user: ForgeUser,
  place: RepositoryAddress,
): Promise<ForgeAccess> {
  if (isOwn(place, user)) return OWN;
  // A path of several parts may be a project or a subgroup; only the forge knows.
  const rooms = isNamespace(place) ? ['groups'] : ['projects', 'groups'];
  const sources = rooms.map((room) => `/${room}/${encodeURIComponent(place.path)}/members/all/${user.id}`);
  for (const source of sources) {
    const member = await ask(net, signedIn, source, gitlabMember);
    if (member === null) continue;
    const today = net.now().toString().slice(0, 10);
    const inForce =
      member.state === 'active' &&
      member.membership_state === 'active' &&
      (member.expires_at == null || member.expires_at > today);
    if (!inForce) return { proves: false, level: 'member, but not in force', source };
    const level = GITLAB_LEVELS[member.access_level] ?? `level ${member.access_level}`;
    return { proves: member.access_level >= MAINTAINER, level, source };
  }
  return { proves: false, level: 'no member', source: sources[0] ?? '' };
}

async function onGithub(
  net: Net,
  signedIn: SignedInForge,
  user: ForgeUser,
  place: RepositoryAddress,
): Promise<ForgeAccess> {
  if (isOwn(place, user)) return OWN;
  if (isNamespace(place)) {
    const source = `/user/memberships/orgs/${encodeURIComponent(place.path)}`;
    const membership = await ask(net, signedIn, source, githubMembership);
    const proves = membership?.state === 'active' && membership.role === 'admin';
    return { proves, level: membership === null ? 'no member' : `${membership.state} ${membership.role}`, source };
  }
  const source = `/repos/${place.path.split('/').map(encodeURIComponent).join('/')}`;
  const rights = (await ask(net, signedIn, source, githubRepository))?.permissions ?? {};
  const highest = GITHUB_RIGHTS.find((right) => rights[right] === true) ?? 'no rights';
  return { proves: highest === 'admin' || highest === 'maintain', level: highest, source };
}

async function ask<T>(
  net: Net,
  { forge, origin, token }: SignedInForge,
  path: string,
  shape: z.ZodType<T>,
): Promise<T | null> {
  try {
    const answer = await net.fetch(`${apiOf(forge, origin)}${path}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      statuses: 'any',
      redirects: 0,
      timeoutMs: 10_000,
      maxBytes: 1024 * 1024,
    });
    // To whom something is not shown, it is not there.
    if (answer.status === 404 || answer.status === 403) return null;
    if (answer.status !== 200) throw new ReadingFault('unreachable', `${origin} answered ${answer.status}`);
    const parsed = shape.safeParse(answer.json());
    if (!parsed.success) throw new ReadingFault('unreadable', 'unexpected answer about rights');
    return parsed.data;
  } catch (error) {
    // Rights at the new place say nothing of the one that the application names.
    if (error instanceof OutgoingFault && error.kind === 'redirects') throw new ReadingFault('moved', path);
    throw asReadingFault(error);
  }
}
