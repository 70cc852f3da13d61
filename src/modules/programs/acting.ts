import { accountOf, type Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';

/** The account that acts, where only a person of the team can. Throws `refused`. */
export function personOf(c: Context): string {
  const account = accountOf(c);
  if (account === null) throw refused('act.no-person', 'This is for a person of the team who signs in for it.');
  return account;
}
