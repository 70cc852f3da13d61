import { pino } from 'pino';
import { afterAll } from 'vitest';
import { type TestClock, testClock } from '#kernel/clock/clock.ts';
import { readSettings } from '#kernel/config/settings.ts';
import { type Actor, type Context, respondNowhere } from '#kernel/context.ts';
import type { House } from '#kernel/house.ts';
import { transactAs } from '#kernel/jobs/worker.ts';
import type { Module } from '#kernel/module.ts';
import { openGate } from '#kernel/outgoing/gate.ts';
import { keyring, secretKey } from '#kernel/secrets/seal.ts';
import { testDatabase } from './database.ts';

export type KernelHouse = House & {
  clock: TestClock;
  act: <T>(run: (c: Context) => Promise<T>, actor?: Actor) => Promise<T>;
};

/**
 * A house with nothing in it but the modules given: for tests of the kernel, which knows no module. Call it at the top of a
 * test file. `act` runs something in a transaction, as the system or as the actor given.
 */
export async function kernelHouse(modules: readonly Module[]): Promise<KernelHouse> {
  const database = await testDatabase();
  const clock = testClock('2026-03-10T09:00:00Z');
  const gate = openGate({ allowHosts: [] });
  afterAll(() => gate.close());
  const all = <T>(pick: (module: Module) => readonly T[] | undefined): T[] =>
    modules.flatMap((module) => pick(module) ?? []);
  const reactions = all((m) => m.reactions);
  const house: House = {
    settings: readSettings({ LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent', GUILDHALL_URL: 'https://guildhall.test' }),
    clock,
    log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    secrets: keyring(secretKey(Buffer.alloc(32, 7))),
    gate,
    database,
    modules,
    facts: new Map(all((m) => m.facts).map((each) => [each.kind, each])),
    reactions: Map.groupBy(reactions, (each) => each.kind),
    reactionByName: new Map(reactions.map((each) => [each.name, each])),
    jobs: new Map(all((m) => m.jobs).map((each) => [each.name, each])),
    timetables: new Map(all((m) => m.timetables).map((each) => [each.name, each])),
    figures: new Map(all((m) => m.figures).map((each) => [each.id, each])),
    templates: new Map(all((m) => m.emails).map((each) => [each.name, each])),
    scopes: new Map(all((m) => Object.entries(m.scopes ?? {}))),
    identify: async () => ({ kind: 'stranger' }),
  };
  const act: KernelHouse['act'] = (run, actor) =>
    transactAs(house, 'test', (c) => run(actor ? { ...c, actor, respond: respondNowhere } : c));
  return Object.assign(house, { clock, act });
}
