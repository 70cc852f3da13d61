import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Actor } from '../context.ts';
import { Fault } from '../errors.ts';
import { problem } from './problem.ts';

const MB = 1024 * 1024;
/** Coupon lists are the largest things anybody sends. */
const LARGEST_BODY = 12 * MB;
/** Nothing that people outside send is longer; whoever is not signed in gives the house no more than this to read. */
const LARGEST_OF_STRANGERS = 2 * MB;

const atMost = (maxSize: number, words: string): MiddlewareHandler =>
  bodyLimit({ maxSize, onError: (http) => problem(http, new Fault('invalid', words)) });

/**
 * Refuses bodies that are too large for who sends them, also where nobody said how long they are. Small ones cost no question.
 * `takesLarge`: addresses under which whoever posts may send as much as an account.
 */
export function boundedBody(
  actorOf: (http: HonoContext) => Promise<Actor>,
  takesLarge: (path: string) => Promise<boolean>,
): MiddlewareHandler {
  const known = atMost(LARGEST_BODY, 'This is larger than the 12 MB that may be sent at once.');
  const stranger = atMost(
    LARGEST_OF_STRANGERS,
    'This is larger than the 2 MB that may be sent at once without being signed in.',
  );
  return async (http, next) => {
    const length = http.req.header('content-length');
    const whole = http.req.header('transfer-encoding') === undefined;
    if (whole && Number(length ?? 0) <= LARGEST_OF_STRANGERS) return stranger(http, next);
    const actor = await actorOf(http).catch(() => null);
    const large = actor?.kind === 'account' || (await takesLarge(http.req.path).catch(() => false));
    return (large ? known : stranger)(http, next);
  };
}
