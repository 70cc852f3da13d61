import { Logger, runMigrations } from 'graphile-worker';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startThrowaway } from '#kernel/database/embedded/throwaway.ts';
import type { Embedded } from '#kernel/database/embedded.ts';
import { migrate } from '#kernel/database/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the run's server, with the template as its database. */
    templateUrl: string;
  }
}

// Vitest loads this file once for each project; the server is one for the whole run.
type Shared = { users: number; server: Promise<Embedded> };
const shared = globalThis as unknown as { guildhallTestServer?: Shared };

/** Vitest's global setup: one throw-away PostgreSQL with a migrated template, which `testDatabase` clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.guildhallTestServer ??= { users: 0, server: startServer() };
  const mine = shared.guildhallTestServer;
  mine.users += 1;
  project.provide('templateUrl', (await mine.server).url);
  return async () => {
    mine.users -= 1;
    if (mine.users > 0) return;
    delete shared.guildhallTestServer;
    await (await mine.server).stop();
  };
}

async function startServer(): Promise<Embedded> {
  const server = await startThrowaway();
  try {
    await migrate(server.url);
    await runMigrations({ connectionString: server.url, logger: new Logger(() => () => {}) });
    await closeTemplate(server.url);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Nobody may be connected to a database while it is cloned, vacuum workers included. */
async function closeTemplate(url: string): Promise<void> {
  const at = new URL(url);
  const template = at.pathname.slice(1);
  at.pathname = '/postgres';
  const client = new Client(at.href);
  await client.connect();
  await client.query(`alter database ${template} is_template true allow_connections false`);
  await client.end();
}
