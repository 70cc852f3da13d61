import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Clock } from './clock/clock.ts';
import type { Settings } from './config/settings.ts';
import type { Actor, RequestInfo } from './context.ts';
import type { Figure } from './figures/figure.ts';
import type { JobDefinition } from './jobs/job.ts';
import type { Timetable } from './jobs/timetable.ts';
import type { FactDefinition } from './ledger/fact.ts';
import type { Reaction } from './ledger/reaction.ts';
import type { Template } from './mail/template.ts';
import type { Module, ScopeResolver } from './module.ts';
import type { Gate } from './outgoing/gate.ts';
import type { Keyring } from './secrets/seal.ts';

/** The running system as its rooms see it: what it stands on, and what its modules brought along. */
export type House = {
  settings: Settings;
  clock: Clock;
  log: Logger;
  secrets: Keyring;
  /** The one way out to hosts that somebody else named. */
  gate: Gate;
  database: { pool: Pool; kysely: Kysely<unknown>; url: string };
  /** The data folder; undefined where there is none (tests). */
  folder?: string | undefined;
  modules: readonly Module[];
  facts: ReadonlyMap<string, FactDefinition>;
  /** Listeners by the kind of fact they hear. */
  reactions: ReadonlyMap<string, readonly Reaction[]>;
  reactionByName: ReadonlyMap<string, Reaction>;
  jobs: ReadonlyMap<string, JobDefinition>;
  timetables: ReadonlyMap<string, Timetable>;
  figures: ReadonlyMap<string, Figure>;
  templates: ReadonlyMap<string, Template>;
  scopes: ReadonlyMap<string, ScopeResolver>;
  /** Who stands behind these request headers; given by the access module. */
  identify: (headers: Headers, now: Temporal.Instant, request?: RequestInfo) => Promise<Actor>;
};
