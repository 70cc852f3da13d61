import type { Context } from '#kernel/context.ts';
import { COOKIE, endSessions, keyOf } from '../session.ts';

/** Ends the session the request came with. Who is signed out already is signed out all the same. */
export async function signOut(c: Context) {
  const session = keyOf(c.actor);
  if (session && c.actor.kind === 'account' && c.actor.via === 'session') await endSessions(c, { id: session });
  c.respond.cookie(COOKIE, '', { maxAgeSeconds: 0 });
  return { done: true as const };
}
