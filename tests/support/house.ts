import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { testClock } from '#kernel/clock/clock.ts';
import { readSettings } from '#kernel/config/settings.ts';
import type { Context } from '#kernel/context.ts';
import { httpApp } from '#kernel/http/app.ts';
import { transactAs, workUntilIdle } from '#kernel/jobs/worker.ts';
import { keyring, secretKey } from '#kernel/secrets/seal.ts';
import type { AppContract } from '../../src/app/contract.ts';
import { openHouse } from '../../src/app/house.ts';
import { modules as allModules } from '../../src/app/modules.ts';
import { renderPage as render } from '../../src/app/public.tsx';
import { makeTestAccount } from './accounts.ts';
import { cloneTemplate, type LooseDatabase } from './database.ts';

export type TestClient = ContractRouterClient<AppContract>;
export type Role = 'owner' | 'manager' | 'program-manager' | 'reviewer' | 'analyst';

/** 10:00 in Berlin on a Tuesday without holidays. */
export const START = '2026-03-10T09:00:00Z';

/**
 * The whole house in process, on a database of its own: composed as in production, with a clock that the test sets. Mail goes
 * to the local outbox. Call it at the top of a test file; it is closed after it.
 */
export async function testHouse(
  options: {
    now?: string;
    setUp?: boolean;
    allowPrivateHosts?: string;
    url?: string;
    dnsServers?: string;
    /** A database that stands already, instead of an empty one; its maker drops it. */
    database?: LooseDatabase;
  } = {},
) {
  const database = options.database ?? (await cloneTemplate());
  const clock = testClock(options.now ?? START);
  const settings = readSettings({
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal',
    GUILDHALL_URL: options.url ?? 'https://guildhall.test',
    GUILDHALL_ALLOW_PRIVATE_HOSTS: options.allowPrivateHosts,
    // Nobody answers there: no test asks the network.
    GUILDHALL_DNS_SERVERS: options.dnsServers ?? '127.0.0.1:9',
  });
  const log = pino({ level: settings.logLevel });
  const secrets = keyring(secretKey(Buffer.alloc(32, 7)));
  const house = openHouse({ settings, databaseUrl: database.url, secrets, clock, log, modules: allModules });
  const app = httpApp(house, {
    web: null,
    publicAssets: null,
    render,
    version: '0.0.0-test',
    health: async () => ({ ok: true, checks: {} }),
  });
  afterAll(async () => {
    await house.close();
    if (!options.database) await database.drop();
  });

  /** Fetches from the house in process, as a browser on its own pages would. */
  const request = (path: string, init: RequestInit = {}) =>
    app.fetch(new Request(new URL(path, settings.publicUrl), { redirect: 'manual', ...init }));

  const client = (headers: Record<string, string> = {}): TestClient =>
    createORPCClient(
      new RPCLink({ url: `${settings.publicUrl}/rpc`, headers: () => headers, fetch: async (r) => app.fetch(r) }),
    );

  const transact = <T>(act: (c: Context) => Promise<T>): Promise<T> => transactAs(house, 'test', act);

  /** Signs an account of that role in and answers its client; `program` null means all programs. */
  const as = async (
    role: Role,
    program: string | null = null,
  ): Promise<TestClient & { accountId: string; token: string }> => {
    const account = await transact((c) => makeTestAccount(c, { role, program, name: `Test ${role}` }));
    const typed = client({ authorization: `Bearer ${account.token}` });
    // `then` is none of the client's operations: with the one it brings, `await` would unwrap it from what is known here.
    const known = new Map<string | symbol, unknown>([
      ['accountId', account.id],
      ['token', account.token],
      ['then', undefined],
    ]);
    const get = (target: TestClient, key: string | symbol) =>
      known.has(key) ? known.get(key) : Reflect.get(target, key);
    return new Proxy(typed, { get }) as TestClient & {
      accountId: string;
      token: string;
    };
  };

  return {
    house,
    app,
    clock,
    transact,
    request,
    client,
    as,
    stranger: client(),
    /** Runs all jobs that are due, and what they queue. */
    work: () => workUntilIdle(house),
    /** All mails so far, oldest first. */
    mailbox: async (to?: string) => {
      const { rows } = await sql<{
        id: string;
        to_address: string;
        template: string;
        subject: string;
        html: string;
        text: string;
        state: string;
      }>`
        select id, to_address, template, subject, html, text, state from mail.messages
        where ${to ?? null}::text is null or to_address = ${to ?? null} order by queued_at, id`.execute(
        house.database.kysely,
      );
      return rows;
    },
    /** Rows of any SQL, for looking at what was written. */
    rows: async <R>(text: string): Promise<R[]> => (await sql.raw<R>(text).execute(house.database.kysely)).rows,
  };
}
export type TestHouse = Awaited<ReturnType<typeof testHouse>>;

/** The first link in a mail's text that leads to `path`, without the origin. */
export function linkIn(text: string, path: string): string {
  const found = new RegExp(`https://guildhall\\.test(${path}[^\\s"<>]*)`).exec(text);
  if (!found?.[1]) throw new Error(`no link to ${path} in: ${text}`);
  return found[1];
}
