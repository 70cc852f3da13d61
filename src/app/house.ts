import type { Logger } from 'pino';
import type { Clock } from '#kernel/clock/clock.ts';
import { systemClock } from '#kernel/clock/clock.ts';
import type { Settings } from '#kernel/config/settings.ts';
import { forgetOldKeys } from '#kernel/contract/idempotency.ts';
import { openDatabase } from '#kernel/database/connect.ts';
import { shareOut } from '#kernel/database/connections.ts';
import { fileTimetables } from '#kernel/files/index.ts';
import type { House } from '#kernel/house.ts';
import { keepTimetable, timetable } from '#kernel/jobs/timetable.ts';
import { react } from '#kernel/ledger/deliver.ts';
import { limitTimetables } from '#kernel/limits/index.ts';
import { openLog } from '#kernel/log/log.ts';
import type { Module } from '#kernel/module.ts';
import { openGate } from '#kernel/outgoing/gate.ts';
import { searchReactions } from '#kernel/search/keep.ts';
import type { Keyring } from '#kernel/secrets/seal.ts';
import { identify } from '#modules/access';
import { modules as allModules } from './modules.ts';

export type HouseParts = {
  settings: Settings;
  databaseUrl: string;
  secrets: Keyring;
  folder?: string;
  clock?: Clock;
  log?: Logger;
  modules?: readonly Module[];
  /** Whether this process runs jobs; its connections are shared out accordingly. True unless said otherwise. */
  jobs?: boolean;
};

export type OpenHouse = House & { close: () => Promise<void> };

const keysForgotten = timetable(
  'house.forget-idempotency-keys',
  { every: 'hour' },
  'Forget old idempotency keys',
  (run) => run.transact('housekeeping', forgetOldKeys),
);

/** Puts the house together: what it stands on, and what every module brings. Throws when two modules claim one name. */
export function openHouse(parts: HouseParts): OpenHouse {
  const { settings } = parts;
  const modules = parts.modules ?? allModules;
  const log = parts.log ?? openLog(settings.logLevel);
  const database = openDatabase(parts.databaseUrl, {
    max: shareOut(settings.databaseConnections, { jobs: parts.jobs ?? true }).house,
    onIdleError: (error) => log.warn({ err: error }, 'a connection to the database was lost'),
  });
  const gate = openGate({ allowHosts: settings.allowPrivateHosts });
  const of = <T>(pick: (module: Module) => readonly T[] | undefined): T[] => modules.flatMap((m) => pick(m) ?? []);
  const reactions = [
    ...of((m) => m.reactions),
    ...of((m) => m.notifies).flatMap((kind) => kind.hears ?? []),
    ...searchReactions(of((m) => m.searchable)),
  ];
  const house: House = {
    settings,
    clock: parts.clock ?? systemClock,
    log,
    secrets: parts.secrets,
    gate,
    database: { pool: database.pool, kysely: database.kysely, url: parts.databaseUrl },
    folder: parts.folder,
    modules,
    facts: named(
      of((m) => m.facts),
      (f) => f.kind,
    ),
    reactions: Map.groupBy(reactions, (r) => r.kind),
    reactionByName: named(reactions, (r) => r.name),
    jobs: named([react, keepTimetable, ...of((m) => m.jobs)], (j) => j.name),
    timetables: named(
      [keysForgotten, ...limitTimetables, ...fileTimetables, ...of((m) => m.timetables)],
      (t) => t.name,
    ),
    figures: named(
      of((m) => m.figures),
      (f) => f.id,
    ),
    templates: named(
      of((m) => m.emails),
      (t) => t.name,
    ),
    scopes: named(
      of((m) => Object.entries(m.scopes ?? {})),
      ([kind]) => kind,
      ([, resolver]) => resolver,
    ),
    identify: (headers, now, request) => identify(house, headers, now, request),
  };
  const close = async () => {
    await gate.close();
    await database.close();
  };
  return Object.assign(house, { close });
}

function named<T>(things: readonly T[], nameOf: (thing: T) => string): Map<string, T>;
function named<T, V>(things: readonly T[], nameOf: (thing: T) => string, pick: (thing: T) => V): Map<string, V>;
function named<T>(
  things: readonly T[],
  nameOf: (thing: T) => string,
  pick: (thing: T) => unknown = (t) => t,
): Map<string, unknown> {
  const map = new Map<string, unknown>();
  for (const thing of things) {
    const name = nameOf(thing);
    if (map.has(name)) throw new Error(`two modules claim the name ${name}`);
    map.set(name, pick(thing));
  }
  return map;
}
