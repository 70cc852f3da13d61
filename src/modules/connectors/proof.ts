import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { askForge, shaped } from './ask-forge.ts';
import type { Net } from './net.ts';
import { openRepository } from './open-repository.ts';
import { githubFacts } from './read-by-github.ts';
import { gitlabFacts, gitlabGroup } from './read-by-gitlab.ts';
import { asReadingFault, type ReadingFault } from './reading-fault.ts';
import type { ReadingWay } from './repository.ts';
import {
  isNamespace,
  type NamespaceAddress,
  type ProjectAddress,
  parseRepositoryAddress,
  type RepositoryAddress,
} from './repository-address.ts';

/** Files that may hold the token, from the root of the default branch. */
export const proofPaths = ['.guildhall-proof', '.well-known/guildhall-proof.txt'] as const;
/** The public project of a namespace that may hold it. */
export const proofProject = 'guildhall-proof';

export type ProofReading = {
  found: boolean;
  /** For people, e.g. `.guildhall-proof in https://...`; null if not found. */
  where: string | null;
  /** Of the repository that held it; null for descriptions and topics. */
  commit: string | null;
  source: ReadingWay | null;
  at: Temporal.Instant;
  /** Every place looked at, and what was there; evidence for a refusal. */
  looked: { place: string; outcome: string }[];
  /** If not found: a fault that may pass, so that it is worth trying again by itself (`limited`, `unreachable`). */
  passing: ReadingFault | null;
};

/** A new one-time token: 130 random bits, in letters and digits that a topic of GitHub can hold. */
export function newProofToken(): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  return `guildhall-proof-${[...randomBytes(26)].map((byte) => alphabet[byte % 32]).join('')}`;
}

/**
 * Looks for a token where only those who control a repository or namespace can put it, afresh. Repository: a file in its
 * default branch, or its description or topics. Namespace: the same of its public project `guildhall-proof`, or the
 * group's or organisation's own description. The token counts only whole, on a line of its own. Never throws a
 * `ReadingFault`: what could not be read is told in `looked` and `passing`. Throws `RangeError` for a token too short to prove anything.
 */
export async function readProof(net: Net, address: RepositoryAddress, token: string): Promise<ProofReading> {
  if (!/^[\w-]{20,200}$/.test(token)) throw new RangeError('a proof token has 20 to 200 letters, digits, - and _');
  const at = net.now();
  const looked: ProofReading['looked'] = [];
  let passing: ReadingFault | null = null;
  type Found = Pick<ProofReading, 'where' | 'commit' | 'source'>;
  const looks = isNamespace(address) ? looksAtNamespace(address, token) : looksAtProject(address, token);
  for (const look of looks) {
    let found: Found | null = null;
    let outcome = 'not there';
    try {
      found = await look.find(net);
    } catch (error) {
      const fault = asReadingFault(error);
      outcome = fault.words;
      if (!fault.isCertain) passing ??= fault;
    }
    looked.push({ place: look.place, outcome: found ? 'found' : outcome });
    if (found) return { found: true, ...found, at, looked, passing: null };
  }
  return { found: false, where: null, commit: null, source: null, at, looked, passing };
}

type Look = { place: string; find(net: Net): Promise<Pick<ProofReading, 'where' | 'commit' | 'source'> | null> };

function looksAtProject(address: ProjectAddress, token: string): Look[] {
  const files: Look = {
    place: `${proofPaths.join(' or ')} in ${address.webUrl}`,
    find: (net) => inFiles(net, address, token),
  };
  if (address.forge === 'other') return [files];
  const source: ReadingWay = address.forge === 'github' ? 'github-api' : 'gitlab-api';
  const inFacts: Look = {
    place: `description and topics of ${address.webUrl}`,
    find: async (net) => {
      const facts = await (address.forge === 'github' ? githubFacts(net, address) : gitlabFacts(net, address));
      if (holdsToken(facts.description, token))
        return { where: `description of ${address.webUrl}`, commit: null, source };
      if (facts.topics.some((topic) => sameText(topic, token)))
        return { where: `topics of ${address.webUrl}`, commit: null, source };
      return null;
    },
  };
  return [files, inFacts];
}

function looksAtNamespace(address: NamespaceAddress, token: string): Look[] {
  const origin = new URL(address.webUrl).origin;
  const own: Look = {
    place: `description of ${address.webUrl}`,
    find: (net) => inNamespaceDescription(net, address, token),
  };
  const projectAddress = `${origin}/${address.path}/${proofProject}`;
  const named = (net: Net) => parseRepositoryAddress(projectAddress, net);
  const inProject: Look[] = [0, 1].map((nth) => ({
    place:
      nth === 0 ? `${proofPaths.join(' or ')} in ${projectAddress}` : `description and topics of ${projectAddress}`,
    find: async (net) => {
      const found = named(net);
      return isNamespace(found) ? null : ((await looksAtProject(found, token)[nth]?.find(net)) ?? null);
    },
  }));
  return address.forge === 'other' ? inProject.slice(0, 1) : [...inProject, own];
}

async function inFiles(net: Net, address: ProjectAddress, token: string): ReturnType<Look['find']> {
  const repository = await openRepository(net, address);
  try {
    for (const path of proofPaths) {
      const content = await repository.read(path);
      if (content !== null && content.length <= 65_536 && holdsToken(Buffer.from(content).toString('utf8'), token))
        return { where: `${path} in ${address.webUrl}`, commit: repository.commit, source: repository.through };
    }
    return null;
  } finally {
    await repository.close();
  }
}

async function inNamespaceDescription(net: Net, address: NamespaceAddress, token: string): ReturnType<Look['find']> {
  const where = `description of ${address.webUrl}`;
  if (address.forge === 'gitlab') {
    const group = await gitlabGroup(net, address);
    const isIt = group?.fullPath.toLowerCase() === address.path.toLowerCase() && holdsToken(group.description, token);
    return isIt ? { where, commit: null, source: 'gitlab-api' } : null;
  }
  const answer = await askForge(net, address, `/orgs/${encodeURIComponent(address.path)}`);
  if (answer === null) return null;
  const found = shaped(answer, z.object({ login: z.string(), description: z.string().nullish() }));
  const isIt = found.login.toLowerCase() === address.path.toLowerCase() && holdsToken(found.description ?? '', token);
  return isIt ? { where, commit: null, source: 'github-api' } : null;
}

/** Is the token a whole line of the text? Every line is compared, each in the same time, so that time tells nothing. */
export function holdsToken(text: string, token: string): boolean {
  let held = false;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) held = sameText(line.trim(), token) || held;
  return held;
}

function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
