import { oc } from '@orpc/contract';
import { z } from 'zod';

/**
 * Who may call an operation.
 * `public`: anybody. `signed-in`: any account. `link`: the holder of a private link, which the handler checks itself.
 * Anything else is the name of a permission that a module defines.
 */
export type OperationMeta = {
  kind: 'query' | 'command';
  permission: string;
  /**
   * How the program that the grant must cover is read from the input: the field's name, and what it identifies
   * (`program` itself, or a kind for which a module registered a scope resolver, such as `application`).
   * Without it: lists filter by the viewer's programs themselves; commands need a grant for all programs.
   */
  scope?: { kind: string; field: string } | 'filtered' | 'everywhere';
  /** The input or the answer holds a password, key or token: nothing of it is kept under an idempotency key. */
  secret?: boolean;
  /** A command over many records that stand by themselves: its handler gets the pool, and does each in a transaction of its own by `c.apart`. */
  apart?: boolean;
};

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Words = {
  path: `/${string}`;
  permission: string;
  scope?: OperationMeta['scope'];
  secret?: boolean;
  apart?: boolean;
  summary: string;
  description?: string;
};

const faultData = z.object({
  rule: z.string().optional(),
  fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  retryAfterSeconds: z.number().optional(),
  id: z.string().optional(),
});

const errors = {
  INVALID: { status: 400, message: 'The input does not fit; `data.fields` says where.', data: faultData },
  UNAUTHENTICATED: { status: 401, message: 'Sign in first.', data: faultData },
  FORBIDDEN: { status: 403, message: 'The role does not allow this.', data: faultData },
  NOT_FOUND: { status: 404, message: 'Not there, or not for you.', data: faultData },
  REFUSED: { status: 409, message: 'A rule says no; `data.rule` names it.', data: faultData },
  LIMITED: { status: 429, message: 'Too often; try again later.', data: faultData },
  UNAVAILABLE: { status: 503, message: 'Not now; try again later.', data: faultData },
} as const;

const base = oc.$meta<OperationMeta>({ kind: 'query', permission: 'nobody' }).errors(errors);

/** An operation that reads. No transaction, no side effect. GET; POST for an input that does not fit an address. */
export function query<I extends z.ZodType, O extends z.ZodType>(o: Words & { method?: 'POST'; input: I; output: O }) {
  return base
    .route({
      method: o.method ?? 'GET',
      path: o.path,
      summary: o.summary,
      ...(o.description ? { description: o.description } : {}),
    })
    .meta({ kind: 'query', permission: o.permission, ...(o.scope ? { scope: o.scope } : {}) })
    .input(o.input)
    .output(o.output);
}

/** An operation that changes something: one transaction, one `Idempotency-Key`, facts in the ledger. */
export function command<I extends z.ZodType, O extends z.ZodType>(o: Words & { method?: Method; input: I; output: O }) {
  return base
    .route({
      method: o.method ?? 'POST',
      path: o.path,
      summary: o.summary,
      ...(o.description ? { description: o.description } : {}),
    })
    .meta({
      kind: 'command',
      permission: o.permission,
      ...(o.scope ? { scope: o.scope } : {}),
      ...(o.secret ? { secret: true } : {}),
      ...(o.apart ? { apart: true } : {}),
    })
    .input(o.input)
    .output(o.output);
}

/** An instant on the wire: RFC 3339 with offset. */
export const instant = z.iso.datetime({ offset: true });
const SENSIBLE = 'Give a year between 1900 and 2199.';
const isSensible = (text: string): boolean => text >= '1900' && text < '2200';
/** An instant that somebody gives: of a year with which the calendar and the database can reckon. */
export const givenInstant = instant.refine(isSensible, SENSIBLE);
/** A day that somebody gives: YYYY-MM-DD, of such a year. */
export const givenDay = z.iso.date().refine(isSensible, SENSIBLE);
/** An id on the wire: a UUID. */
export const id = z.uuid();
export const nothing = z.object({});
