import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readSettings } from '#kernel/config/settings.ts';
import { perform } from '#kernel/contract/perform.ts';
import { type OperationEntry, operationsOf } from '#kernel/contract/router.ts';
import { startEmbedded } from '#kernel/database/embedded.ts';
import { migrate } from '#kernel/database/migrate.ts';
import { newId } from '#kernel/ids.ts';
import { migrateQueue } from '#kernel/jobs/worker.ts';
import { prepareTemplates } from '#kernel/mail/index.ts';
import { keyring, secretKey } from '#kernel/secrets/seal.ts';
import { openHouse } from '../src/app/house.ts';

/** Carries one operation out as the server does after parsing a request: identity lookup, input schema, `perform`. */
export type Call = (name: string, input: unknown, token?: string | null) => Promise<unknown>;

/**
 * The house in process over an embedded PostgreSQL with the settings of production. With `folder` the database stays there
 * for the next run; without one it is thrown away.
 */
export async function benchHouse(folder: string | undefined) {
  const kept = folder !== undefined;
  const place = folder ?? mkdtempSync(join(tmpdir(), 'guildhall-bench-'));
  // PostgreSQL may run as another user, who has to get in.
  if (!kept) chmodSync(place, 0o711);
  const log = pino({ level: 'fatal' }, pino.destination(2));
  const embedded = await startEmbedded({ folder: place, log, say: (line) => console.error(line) });
  await migrate(embedded.url);
  await migrateQueue(embedded.url);
  const settings = readSettings({ GUILDHALL_URL: 'https://guildhall.example' });
  const secrets = keyring(secretKey(Buffer.alloc(32, 7)));
  const house = openHouse({ settings, databaseUrl: embedded.url, secrets, log });
  await prepareTemplates(house);
  const operations = new Map<string, OperationEntry>(operationsOf(house).map((o) => [o.name, o]));

  const call: Call = async (name, input, token = null) => {
    const operation = operations.get(name);
    if (!operation) throw new Error(`there is no operation ${name}`);
    const { inputSchema } = operation.procedure['~orpc'] as { inputSchema: { parse(input: unknown): unknown } };
    const headers = new Headers(token === null ? {} : { authorization: `Bearer ${token}` });
    const actor = await house.identify(headers, house.clock.now());
    return perform(house, name, operation.meta, operation.handler, inputSchema.parse(input), {
      actor,
      request: { id: newId(), address: addressOfSomebody(), language: 'en' },
      idempotencyKey: null,
      respond: { cookie: () => {} },
    });
  };

  const close = async () => {
    await house.close();
    await embedded.stop();
    if (!kept) rmSync(place, { recursive: true, force: true });
  };
  /** The process number of PostgreSQL. */
  const postgres = () => embedded.pid;
  return { house, call, close, postgres };
}
export type BenchHouse = Awaited<ReturnType<typeof benchHouse>>;

/** Another address each time, so that no limit is in the way. */
function addressOfSomebody(): string {
  const byte = () => Math.floor(Math.random() * 256);
  return `10.${byte()}.${byte()}.${byte()}`;
}
