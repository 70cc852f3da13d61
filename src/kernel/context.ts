import type { Kysely, Transaction } from 'kysely';
import type { House } from './house.ts';

/** A right given to an account or token: what it permits, and in which program (null: all programs). */
export type Grant = { role: string; permissions: readonly string[]; program: string | null };

/** Whoever is behind a request. */
export type Actor =
  | { kind: 'stranger' }
  | { kind: 'account'; id: string; name: string; via: 'session' | 'token'; key?: string; grants: Grant[] }
  /** Holder of the private link of one application. */
  | { kind: 'applicant'; application: string }
  /** A reaction, a job, a timetable, an operator at the machine. */
  | { kind: 'system'; name: string };

/** Where a request came from. */
export type RequestInfo = {
  id: string;
  address: string | null;
  language: string;
  agent?: string | null;
  /** The Cookie header as it came, for steps that one browser takes one after another. */
  cookie?: string | null;
  /** A page of another site led the browser here, by its own word (Sec-Fetch-Site). */
  fromElsewhere?: boolean;
};

/** What a handler may add to the HTTP answer besides its output. Outside HTTP it does nothing. */
export type Respond = { cookie: (name: string, value: string, options: { maxAgeSeconds: number | null }) => void };
export const respondNowhere: Respond = { cookie: () => {} };

/**
 * What every command, query and rule of the house is handed: who asks, the database, and one instant that stays the same
 * from beginning to end. For a command `tx` is an open transaction; for a query it is the pool.
 */
export type Context = {
  actor: Actor;
  tx: Kysely<unknown> | Transaction<unknown>;
  now: Temporal.Instant;
  house: House;
  request: RequestInfo;
  respond: Respond;
  /** For commands over many records (`apart` in the contract), which have no transaction of their own. */
  apart?: Apart;
};

/**
 * Does one part of a command in a transaction of its own, under its own idempotency key; a part that was done under this key before
 * answers what it answered then. Throws what `act` throws, once everything of this part is rolled back.
 */
export type Apart = <T>(part: string, input: unknown, act: (c: Context) => Promise<T>) => Promise<T>;

/** The account that acts; null for the house itself and for people outside. */
export const accountOf = ({ actor }: Pick<Context, 'actor'>): string | null =>
  actor.kind === 'account' ? actor.id : null;

/** A stable key of an actor, for idempotency and the ledger. */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case 'stranger':
      return 'stranger';
    case 'account':
      return `account:${actor.id}`;
    case 'applicant':
      return `applicant:${actor.application}`;
    case 'system':
      return `system:${actor.name}`;
  }
}

/** May this actor do this, in this program (undefined: in any)? The system may do everything. */
export function may(actor: Actor, permission: string, program?: string | null): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'account') return false;
  return actor.grants.some(
    (g) => g.permissions.includes(permission) && (g.program === null || program === undefined || g.program === program),
  );
}

/** The programs in which the actor holds a permission: `all`, or a list that may be empty. */
export function programsWith(actor: Actor, permission: string): 'all' | string[] {
  if (actor.kind === 'system') return 'all';
  if (actor.kind !== 'account') return [];
  const fitting = actor.grants.filter((g) => g.permissions.includes(permission));
  if (fitting.some((g) => g.program === null)) return 'all';
  return fitting.map((g) => g.program as string);
}
