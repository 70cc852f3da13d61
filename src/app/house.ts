import { type Logger, pino } from 'pino';
import type { Clock } from '#kernel/clock/clock.ts';
import { systemClock } from '#kernel/clock/clock.ts';
import type { Settings } from '#kernel/config/settings.ts';
import { forgetOldKeys } from '#kernel/contract/idempotency.ts';
import { openDatabase } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { keepTimetable, timetable } from '#kernel/jobs/timetable.ts';
import { react } from '#kernel/ledger/deliver.ts';
import type { Module } from '#kernel/module.ts';
import { openGate } from '#kernel/outgoing/gate.ts';
import { loadKeyring } from '#kernel/secrets/key-file.ts';
import { identify } from '#modules/access';
import { modules as allModules } from './modules.ts';

export type HouseParts = {
  settings: Settings;
  databaseUrl: string;
  clock?: Clock;
  log?: Logger;
  modules?: readonly Module[];
  maxConnections?: number;
};

const keysForgotten = timetable('house.forget-idempotency-keys', { every: 'hour' }, (run) =>
  run.transact('housekeeping', forgetOldKeys),
);

/** Puts the house together: what it stands on, and what every module brings. Throws when two modules claim one name. */
export async function openHouse(parts: HouseParts): Promise<House & { close: () => Promise<void> }> {
  const modules = parts.modules ?? allModules;
  const log =
    parts.log ?? pino({ level: parts.settings.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] });
  const database = openDatabase(parts.databaseUrl, { max: parts.maxConnections ?? 12 });
  const secrets = await loadKeyring({ setting: parts.settings.secretKey, folder: parts.settings.data });
  const gate = openGate({ allowHosts: parts.settings.allowPrivateHosts });
  const reactions = modules.flatMap((m) => m.reactions ?? []);
  const house: House = {
    settings: parts.settings,
    clock: parts.clock ?? systemClock,
    log,
    secrets,
    gate,
    database: { pool: database.pool, kysely: database.kysely, url: parts.databaseUrl },
    modules,
    facts: byName(
      modules.flatMap((m) => m.facts ?? []),
      (f) => f.kind,
    ),
    reactions: Map.groupBy(reactions, (r) => r.kind),
    reactionByName: byName(reactions, (r) => r.name),
    jobs: byName([react, keepTimetable, ...modules.flatMap((m) => m.jobs ?? [])], (j) => j.name),
    timetables: byName([keysForgotten, ...modules.flatMap((m) => m.timetables ?? [])], (t) => t.name),
    figures: byName(
      modules.flatMap((m) => m.figures ?? []),
      (f) => f.id,
    ),
    templates: byName(
      modules.flatMap((m) => m.emails ?? []),
      (t) => t.name,
    ),
    scopes: new Map(modules.flatMap((m) => Object.entries(m.scopes ?? {}))),
    identify: (headers, now) => identify(house, headers, now),
  };
  const close = async () => {
    await gate.close();
    await database.close();
  };
  return Object.assign(house, { close });
}

function byName<T>(things: readonly T[], nameOf: (thing: T) => string): Map<string, T> {
  const map = new Map<string, T>();
  for (const thing of things) {
    const name = nameOf(thing);
    if (map.has(name)) throw new Error(`two modules claim the name ${name}`);
    map.set(name, thing);
  }
  return map;
}
