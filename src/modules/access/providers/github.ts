import { z } from 'zod';
import { guardedFetch } from '#kernel/outgoing/fetch.ts';
import type { Gate } from '#kernel/outgoing/gate.ts';
import { asFault } from './conversation.ts';
import type { Identity } from './identity.ts';
import { githubApi } from './presets.ts';

const PER_PAGE = 100;
const MOST_PAGES = 10;

const user = z.object({ id: z.number().int(), login: z.string(), name: z.string().nullish() });
const mails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));
const orgs = z.array(z.object({ login: z.string() }));
const teams = z.array(z.object({ slug: z.string(), organization: z.object({ login: z.string() }) }));

/** Whom GitHub knows by this token: its number as subject, verified addresses, organisations and teams as groups. Throws `Fault`. */
export async function githubIdentity(gate: Gate, issuer: string, access: string): Promise<Identity> {
  const ask = async <T>(path: string, shape: z.ZodType<T>): Promise<T> => {
    const answer = await guardedFetch(`${githubApi(issuer)}${path}`, {
      gate,
      redirects: 0,
      timeoutMs: 10_000,
      headers: { authorization: `Bearer ${access}`, accept: 'application/vnd.github+json' },
    });
    return shape.parse(answer.json());
  };
  const all = async <T>(path: string, shape: z.ZodType<T[]>): Promise<T[]> => {
    const found: T[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const some = await ask(`${path}?per_page=${PER_PAGE}&page=${page}`, shape);
      found.push(...some);
      if (some.length < PER_PAGE) break;
    }
    return found;
  };
  try {
    const who = await ask('/user', user);
    const verified = (await all('/user/emails', mails)).filter((one) => one.verified);
    const primaryFirst = verified.toSorted((one, other) => Number(other.primary) - Number(one.primary));
    const memberOf = await all('/user/orgs', orgs);
    const inTeams = await all('/user/teams', teams);
    return {
      subject: String(who.id),
      name: who.name || who.login,
      mails: primaryFirst.map((one) => one.email),
      groups: [...memberOf.map((one) => one.login), ...inTeams.map((one) => `${one.organization.login}/${one.slug}`)],
    };
  } catch (error) {
    throw asFault(error);
  }
}
