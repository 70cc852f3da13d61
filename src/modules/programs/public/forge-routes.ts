import type { Actor, Context } from '#kernel/context.ts';
import { Fault, refused } from '#kernel/errors.ts';
import type { PublicAnswer, PublicRequest, PublicRoute } from '#kernel/http/public-route.ts';
import { inLanguage } from '#kernel/language/negotiate.ts';
import { cookieIn, proofAuthorization, withProofToken } from '#modules/access';
import { forgeAccess, forgeUser, hiddenAt, ReadingFault, scopesFor } from '#modules/connectors';
import { beginForgeProof, noteForgeProof, PROOF_MINUTES, placesAt, takeForgeProof } from '../commands/forge-proof.ts';
import { netOf } from '../net.ts';
import { behindLink, keyOf } from './keys.ts';

const CALLBACK = '/auth/proof';
/** What ties somebody's return from the forge to the browser that was sent there. */
const COOKIE = 'guildhall_proof';

/** A short transaction of its own: while a forge is asked, none may be open. */
const inTransaction = <T>(c: Context, act: (c: Context) => Promise<T>, actor: Actor = c.actor): Promise<T> =>
  c.house.database.kysely.transaction().execute((tx) => act({ ...c, actor, tx, now: c.house.clock.now() }));

/**
 * Sent by a form of the status page alone, so that nobody is led through here by somebody else's link; the answer says whose
 * application it is for, and leads on by a link, since forms may not lead to other sites.
 */
async function begin(request: PublicRequest, c: Context): Promise<PublicAnswer> {
  const key = keyOf(request);
  const id = request.params.provider ?? '';
  return leadingBack(key, async () => {
    const { state, sent, provider, places, whose } = await inTransaction(c, (inside) =>
      beginForgeProof(inside, key, id, request.chosen),
    );
    const redirect = `${c.house.settings.publicUrl}${CALLBACK}`;
    const scopes = scopesFor(provider.forge, places);
    const address = await proofAuthorization(c, provider.id, { redirect, state, scopes, sent });
    c.respond.cookie(COOKIE, state, { maxAgeSeconds: PROOF_MINUTES * 60 });
    const props = {
      forge: provider.name,
      address,
      back: `/a/${key}#proof`,
      places: places.map(({ path }) => path),
      whose,
    };
    return { page: 'programs.forge-sign-in', props };
  });
}

async function comeBack({ query }: PublicRequest, c: Context): Promise<PublicAnswer> {
  c.respond.cookie(COOKIE, '', { maxAgeSeconds: 0 });
  const state = cookieIn(c.request.cookie, COOKIE);
  const begun =
    state !== null && query.state === state ? await inTransaction(c, (inside) => takeForgeProof(inside, state)) : null;
  if (!begun || state === null) {
    throw refused(
      'application.forge-state',
      'This was begun elsewhere, used already, or took longer than ten minutes. Begin again on your status page.',
    );
  }
  const { key, verifier, nonce, language } = begun.held;
  return leadingBack(key, async () => {
    const here = new URL(CALLBACK, c.house.settings.publicUrl);
    here.search = new URLSearchParams(query).toString();
    const { id, forge, origin } = begun.provider;
    const places = await placesAt(c, begun.application, origin);
    const given = { here, state, sent: { verifier, nonce } };
    const { user, found, hidden } = await withProofToken(c, id, given, async (token) => {
      const net = netOf(c.house);
      const who = await forgeUser(net, { forge, origin, token });
      const rights = await forgeAccess(net, { forge, origin, token }, who, places);
      return { user: who, found: rights, hidden: await hiddenAt(net, { forge, origin, token }, who, rights) };
    });
    const applicant: Actor = { kind: 'applicant', application: begun.application };
    await inTransaction(c, (inside) => noteForgeProof(inside, begun, user, found, hidden), applicant);
    return { redirect: inLanguage(`/a/${key}?done=looking#proof`, language) };
  });
}

/** What goes wrong is said on a page that leads back to the status page. */
async function leadingBack(key: string, act: () => Promise<PublicAnswer>): Promise<PublicAnswer> {
  try {
    return await act();
  } catch (error) {
    const fault = error instanceof ReadingFault ? refused('application.forge-reading', error.words) : error;
    if (fault instanceof Fault) fault.data.back = { href: `/a/${key}#proof`, words: 'Back to your status page' };
    throw fault;
  }
}

/** Signing in at a forge to show control: out by the status page, and back. They open their own short transactions. */
export const forgeRoutes: PublicRoute[] = [
  behindLink({ method: 'POST', path: '/a/:key/sign-in-at/:provider', serve: (request, _, c) => begin(request, c) }),
  { method: 'GET', path: CALLBACK, serve: (request, _, c) => comeBack(request, c) },
];
