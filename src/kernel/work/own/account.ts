import type { Context } from '../../context.ts';
import { refused } from '../../errors.ts';

/** The account whose own things are asked for. Throws `refused` for the system, which has none. */
export function ownAccount(c: Pick<Context, 'actor'>): string {
  if (c.actor.kind === 'account') return c.actor.id;
  throw refused('own.needs-account', 'This belongs to a person: call it as an account.');
}
