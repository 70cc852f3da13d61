import { pino } from 'pino';
import { afterAll } from 'vitest';
import { testClock } from '#kernel/clock/clock.ts';
import { readSettings } from '#kernel/config/settings.ts';
import { type Actor, type Context, type Grant, respondNowhere } from '#kernel/context.ts';
import { explainInput } from '#kernel/contract/input.ts';
import { perform } from '#kernel/contract/perform.ts';
import { operationsOf } from '#kernel/contract/router.ts';
import { openDatabase } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { migrateQueue, transactAs } from '#kernel/jobs/worker.ts';
import type { Module } from '#kernel/module.ts';
import { openGate } from '#kernel/outgoing/gate.ts';
import { keyring, secretKey } from '#kernel/secrets/seal.ts';
import { workModule } from '#kernel/work/index.ts';
import { accessModule } from '#modules/access';
import { makeTestAccount } from './accounts.ts';
import { cloneTemplate } from './database.ts';

/** An operation's answer, as loosely as a test looks at it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at answers of many shapes through one door
export type Answer = any;

/**
 * A small house: access, work and the rooms under test, on a database of its own; operations are called by name, past HTTP,
 * and their answers checked against the contract. Invented rooms may fill slots. For the whole house see `house.ts`.
 */
export async function smallHouse(more: Module[]) {
  const database = await cloneTemplate();
  await migrateQueue(database.url);
  const clock = testClock('2026-03-10T09:00:00Z');
  const settings = readSettings({ LOG_LEVEL: 'fatal', GUILDHALL_URL: 'https://guildhall.test' });
  const { kysely, pool, close } = openDatabase(database.url, { max: 8 });
  const modules = [accessModule, workModule, ...more];
  const house: House = {
    settings,
    clock,
    log: pino({ level: 'silent' }),
    secrets: keyring(secretKey(Buffer.alloc(32, 7))),
    gate: openGate(),
    database: { kysely, pool, url: database.url },
    modules,
    facts: new Map(modules.flatMap((m) => m.facts ?? []).map((f) => [f.kind, f])),
    reactions: new Map(),
    reactionByName: new Map(),
    jobs: new Map(),
    timetables: new Map(),
    figures: new Map(),
    templates: new Map(),
    scopes: new Map(modules.flatMap((m) => Object.entries(m.scopes ?? {}))),
    identify: async () => ({ kind: 'stranger' }),
  };
  afterAll(async () => {
    await close();
    await database.drop();
  });
  const operations = new Map(operationsOf(house).map((o) => [o.name, o]));
  const transact = <T>(act: (c: Context) => Promise<T>): Promise<T> => transactAs(house, 'test', act);

  const call =
    (actor: Actor): ((operation: string, input: unknown) => Promise<Answer>) =>
    async (name, input) => {
      const operation = operations.get(name);
      if (!operation) throw new Error(`no operation ${name}`);
      const answer = await perform(
        house,
        name,
        operation.meta,
        operation.handler,
        explainInput(operation.procedure, input),
        {
          actor,
          request: { id: 'test', address: null, language: 'en' },
          idempotencyKey: null,
          respond: respondNowhere,
        },
      );
      // The answer must be of the shape that the contract promises.
      const output = operation.procedure['~orpc'].outputSchema as unknown as { parse: (answer: unknown) => unknown };
      return output.parse(answer);
    };

  const as = async (role: string, program: string | null = null) => {
    const account = await transact((c) => makeTestAccount(c, { role, program, name: `Test ${role}` }));
    const permissions = house.modules
      .flatMap((m) => m.permissions ?? [])
      .filter((p) => role === 'owner' || p.roles.includes(role))
      .map((p) => p.name);
    const grants: Grant[] = [{ role, program, permissions }];
    const actor: Actor = { kind: 'account', id: account.id, name: `Test ${role}`, via: 'token', grants };
    return Object.assign(call(actor), { accountId: account.id });
  };

  return {
    house,
    clock,
    transact,
    as,
    stranger: call({ kind: 'stranger' }),
    system: call({ kind: 'system', name: 'test' }),
  };
}
