import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { Fault, notFound, refused } from '#kernel/errors.ts';
import type { PublicAnswer, PublicRequest, PublicRoute } from '#kernel/http/public-route.ts';
import { cookieIn } from './cookie.ts';
import { arrive } from './providers/arriving.ts';
import { authorization, exchange, newSent, type Sent } from './providers/conversation.ts';
import { githubIdentity } from './providers/github.ts';
import { identityOf } from './providers/identity.ts';
import { CALLBACK, clientOf, type Provider, providerInForce } from './providers/provider.ts';
import { beginStep, findStep, STEP_MINUTES, takeStep } from './steps.ts';
import { limitKeys } from './throttle.ts';

/** What ties somebody's return from a provider to the browser that was sent there. */
const COOKIE = 'guildhall_provider';

const held = z.object({ provider: z.uuid(), verifier: z.string(), nonce: z.string(), next: z.string() });

/** A short transaction of its own: while a provider is asked, none may be open. */
const inTransaction = <T>(c: Context, act: (c: Context) => Promise<T>): Promise<T> =>
  c.house.database.kysely.transaction().execute((tx) => act({ ...c, tx, now: c.house.clock.now() }));

/**
 * Where to go on to: an address of this house only, read as browsers read it; anything else leads home. Its path is handed on,
 * never what was written.
 */
export function ownPath(publicUrl: string, next: string | undefined): string {
  if (!next?.startsWith('/') || !URL.canParse(next, publicUrl)) return '/';
  const url = new URL(next, publicUrl);
  const path = `${url.pathname}${url.search}${url.hash}`;
  return url.origin === new URL(publicUrl).origin && !path.startsWith('//') ? path.slice(0, 2000) : '/';
}

/** Sends a browser to a provider, with what is needed to know it again when it comes back. */
async function leave({ params, query }: PublicRequest, c: Context): Promise<PublicAnswer> {
  const next = ownPath(c.house.settings.publicUrl, query.next);
  // Somebody else's link signs nobody in: the sign-in page asks for a click.
  if (c.request.fromElsewhere)
    return { redirect: next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}` };
  await inTransaction(c, limitKeys);
  const id = z.uuid().safeParse(params.id);
  const provider = id.success ? await providerInForce(c, id.data) : null;
  if (!provider?.forStaff) throw notFound('Nobody signs in by this provider here. Go back to the sign-in page.');
  const client = await clientOf(c, provider);
  const { publicUrl } = c.house.settings;
  const sent = newSent();
  const holds = JSON.stringify({ provider: provider.id, ...sent, next });
  const state = await inTransaction(c, (inside) => beginStep(inside, { kind: 'provider', holds }));
  const given = { redirect: `${publicUrl}${CALLBACK}`, scopes: provider.scopes, state, sent };
  const address = await authorization(c.house.gate, client, given);
  c.respond.cookie(COOKIE, state, { maxAgeSeconds: STEP_MINUTES * 60 });
  return { redirect: address };
}

/** Takes a browser back from a provider: the step is taken, then the code exchanged, then the account let in. */
async function comeBack({ query }: PublicRequest, c: Context): Promise<PublicAnswer> {
  c.respond.cookie(COOKIE, '', { maxAgeSeconds: 0 });
  const state = cookieIn(c.request.cookie, COOKIE);
  // Both must be there and the same: else somebody could be signed in to an account that is not theirs.
  const same = state !== null && query.state === state;
  const taken = same ? await inTransaction(c, (inside) => take(inside, state)) : null;
  if (!taken) {
    throw refused(
      'access.provider-state',
      'This sign-in was begun elsewhere, used already, or took longer than ten minutes. Begin again at the sign-in page.',
    );
  }
  const { provider, next, sent } = taken;
  const client = await clientOf(c, provider);
  const here = new URL(CALLBACK, c.house.settings.publicUrl);
  here.search = new URLSearchParams(query).toString();
  const openid = provider.preset !== 'github';
  const answered = await exchange(c.house.gate, client, { here, state: query.state ?? '', sent, openid });
  const who = openid
    ? identityOf(answered.claims, provider.groupsClaim)
    : await githubIdentity(c.house.gate, provider.issuer, answered.access);
  if (!who) throw refused('access.provider-answer', `${provider.name} does not say who you are. Tell an owner.`);
  const step = await inTransaction(c, (inside) => arrive(inside, provider, who));
  if (step === null) {
    throw refused(
      'access.no-role',
      `You are in no group at ${provider.name} any more that has a role here. Ask an owner of the organisation.`,
    );
  }
  if (step === 'in') return { redirect: next };
  return { redirect: next === '/' ? '/sign-in/step' : `/sign-in/step?next=${encodeURIComponent(next)}` };
}

async function take(c: Context, state: string): Promise<{ provider: Provider; next: string; sent: Sent } | null> {
  await limitKeys(c);
  const step = await findStep(c, state, ['provider']);
  if (!step?.holds || !(await takeStep(c, step))) return null;
  const { provider: id, next, verifier, nonce } = held.parse(JSON.parse(step.holds));
  const provider = await providerInForce(c, id);
  return provider?.forStaff ? { provider, next, sent: { verifier, nonce } } : null;
}

/** A page that says in words why somebody was not let in, and leads back to the sign-in page. */
function calmly(serve: (request: PublicRequest, c: Context) => Promise<PublicAnswer>): PublicRoute['serve'] {
  return async (request, _perform, c) => {
    try {
      return await serve(request, c);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      c.house.log.info({ err: error, cause: error.cause }, 'somebody was not signed in by a provider');
      error.data.back ??= { href: '/sign-in', words: 'Back to the sign-in page' };
      throw error;
    }
  };
}

/** Signing in by a provider: out to it, and back. They speak to the outside, so they open their own short transactions. */
export const publicRoutes: PublicRoute[] = [
  { method: 'GET', path: '/auth/provider/:id', serve: calmly(leave) },
  { method: 'GET', path: CALLBACK, serve: calmly(comeBack) },
];
