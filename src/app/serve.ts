import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import { destination, type Logger } from 'pino';
import { backUpBeforeMigrating } from '#kernel/backup/before-migrating.ts';
import { refuseHalfRestored } from '#kernel/backup/mark.ts';
import type { Settings } from '#kernel/config/settings.ts';
import { faultOfDatabase } from '#kernel/contract/router.ts';
import { dataFolder } from '#kernel/database/embedded/data-folder.ts';
import { startEmbedded } from '#kernel/database/embedded.ts';
import { MIGRATIONS, migrate, readMigrations } from '#kernel/database/migrate.ts';
import { httpApp, type WebParts } from '#kernel/http/app.ts';
import type { RenderPage } from '#kernel/http/public-pages.ts';
import { watchApp } from '#kernel/http/watch.ts';
import { forgetWorkers, migrateQueue, startWorkers, transactAs, type Workers } from '#kernel/jobs/worker.ts';
import { openLog } from '#kernel/log/log.ts';
import { prepareTemplates } from '#kernel/mail/index.ts';
import { startMeters } from '#kernel/metrics/meters.ts';
import { loadKeyring } from '#kernel/secrets/key-file.ts';
import { checkKeyring } from '#kernel/secrets/vault.ts';
import { startTracing } from '#kernel/tracing/start.ts';
import { VERSION } from '#kernel/version.ts';
import { openSetup } from '#modules/access';
import { type OpenHouse, openHouse } from './house.ts';
import { type Leaving, type Listening, leaving, listenOn } from './listen.ts';

const PROJECT = join(import.meta.dirname, '../..');

export type Ground = { databaseUrl: string; embedded: boolean; folder: string; stop: () => Promise<void> };

/** Finds the database as it is: yours by DATABASE_URL, or the embedded one, which is started (or with `join` used while another process has it). */
export async function findDatabase(settings: Settings, log: Logger, options: { join?: boolean } = {}): Promise<Ground> {
  const say = (line: string) => console.log(line);
  const folder = dataFolder(settings.dataFolder, PROJECT, say);
  const embedded = settings.databaseUrl ? null : await startEmbedded({ folder, log, say, join: options.join ?? false });
  const databaseUrl = settings.databaseUrl ?? (embedded?.url as string);
  return { databaseUrl, embedded: embedded?.owned ?? false, folder, stop: async () => embedded?.stop() };
}

/** Stands the database up: yours by DATABASE_URL, or the embedded one; migrated either way, after a backup of what was in it. */
export async function layGround(settings: Settings, log: Logger, options: { join?: boolean } = {}): Promise<Ground> {
  const ground = await findDatabase(settings, log, options);
  const { databaseUrl, folder } = ground;
  try {
    await refuseHalfRestored(databaseUrl);
    const before = settings.backupBeforeMigrating
      ? () => backUpBeforeMigrating(settings, databaseUrl, folder)
      : undefined;
    const { applied } = await migrate(databaseUrl, MIGRATIONS, before ? { before } : {});
    if (applied.length > 0) log.info({ applied }, 'migrated');
    await migrateQueue(databaseUrl);
  } catch (error) {
    await ground.stop();
    throw error;
  }
  return ground;
}

/** Opens the house over the ground with the keys that seal its secrets. */
export async function houseOn(
  ground: Ground,
  settings: Settings,
  log: Logger,
  runs: { jobs: boolean } = { jobs: true },
): Promise<OpenHouse> {
  const secrets = await loadKeyring({ setting: settings.secretKey, folder: ground.folder });
  const house = openHouse({ settings, databaseUrl: ground.databaseUrl, secrets, log, folder: ground.folder, ...runs });
  await transactAs(house, 'start', (c) => checkKeyring(c, secrets));
  return house;
}

/** Is everything behind this process well: database, migrations, workers? One that is about to stop is not ready. */
function healthOf(house: OpenHouse, workers: Workers | null, leave: Leaving): WebParts['health'] {
  const expected = readMigrations(join(PROJECT, 'db/migrations')).length;
  return async () => {
    const checks: Record<string, string> = { database: 'ok', migrations: 'ok', workers: 'ok' };
    try {
      const { rows } = await sql<{ n: number }>`select count(*) n from house.migrations`.execute(house.database.kysely);
      if ((rows[0]?.n ?? 0) < expected) checks.migrations = 'not all migrations are applied';
    } catch {
      checks.database = 'does not answer';
      checks.migrations = 'unknown';
    }
    if (workers && !workers.healthy()) checks.workers = 'do not answer';
    if (leave.now()) checks.process = 'is about to stop';
    return { ok: Object.values(checks).every((c) => c === 'ok'), checks };
  };
}

/** Loads the built public pages. */
export async function loadRender(): Promise<RenderPage> {
  const built = (await import(pathToFileURL(join(PROJECT, 'dist/public-server/render.js')).href)) as {
    renderPage: RenderPage;
  };
  return built.renderPage;
}

/** `guildhall serve` and `guildhall work`: runs until SIGTERM or SIGINT, then drains and stops everything it started. */
export async function run(settings: Settings, what: { web: boolean; jobs: boolean }): Promise<void> {
  const log = openLog(settings.logLevel, destination({ dest: 2, sync: false }));
  surviveLostDatabase(log);
  const stoppers: (() => Promise<unknown>)[] = [];
  const leave = leaving();
  const started = start(settings, what, log, stoppers, leave);
  stopOnSignal(log, leave, async (signal) => {
    // A start that is under way is let end first: it would leave PostgreSQL behind.
    await started.catch(() => {});
    await leave.begin(what.web && signal === 'SIGTERM' ? settings.drainSeconds : 0);
    for (const stop of stoppers.reverse()) await stop();
  });
  await started;
}

/** Starts everything in order; what must be stopped again is added to `stoppers`. */
async function start(
  settings: Settings,
  what: { web: boolean; jobs: boolean },
  log: Logger,
  stoppers: (() => Promise<unknown>)[],
  leave: Leaving,
): Promise<void> {
  stoppers.push(await startTracing(settings.tracesEndpoint, VERSION));
  if (settings.metricsToken !== undefined || settings.metricsPort !== undefined) await startMeters();
  const ground = await layGround(settings, log, { join: !what.web });
  stoppers.push(ground.stop);
  const house = await houseOn(ground, settings, log, what);
  stoppers.push(house.close);
  if (ground.embedded) await forgetWorkers(house);
  await prepareTemplates(house);
  const workers = what.jobs ? await startWorkers(house) : null;
  if (workers) stoppers.push(workers.stop);
  if (settings.metricsPort !== undefined)
    stoppers.push((await listenToWatchers(house, workers, settings.metricsPort, leave)).close);
  if (!what.web) return;
  stoppers.push((await listen(house, workers, leave)).close);
  const setup = await transactAs(house, 'start', openSetup);
  console.log(`\n  Guildhall is running: ${settings.publicUrl}`);
  if (setup) console.log(`  First visit: make the owner account at\n  ${settings.publicUrl}/welcome?key=${setup}`);
  console.log('');
}

/**
 * A library that loses the database in the background may leave a promise behind that nobody awaits. What was under way is
 * tried again by its own means, so the process goes on; any other unawaited failure is a mistake of ours and ends it.
 */
function surviveLostDatabase(log: Logger): void {
  process.on('unhandledRejection', (error) => {
    if (faultOfDatabase(error)?.code === 'unavailable') {
      log.warn({ err: error }, 'work in the background lost the database');
      return;
    }
    log.fatal({ err: error }, 'an unexpected failure in the background');
    process.exit(1);
  });
}

/**
 * Stops once, in order, on SIGTERM and SIGINT, and when the process that started us is gone. A second signal ends the waiting for a proxy to
 * turn away.
 */
function stopOnSignal(log: Logger, leave: Leaving, drain: (signal: NodeJS.Signals | null) => Promise<void>): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals | null) => {
    if (stopping) return leave.hurry();
    stopping = true;
    log.info('stopping');
    drain(signal).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.once('disconnect', () => stop(null));
}

async function listen(house: OpenHouse, workers: Workers | null, leave: Leaving): Promise<Listening> {
  const app = httpApp(house, {
    web: join(PROJECT, 'dist/web'),
    publicAssets: join(PROJECT, 'dist/public'),
    render: await loadRender(),
    version: VERSION,
    health: healthOf(house, workers, leave),
  });
  const { host, port } = house.settings;
  return listenOn(app, { host, port, setting: 'PORT' }, leave);
}

/** The second port. Without a token it is for this machine alone, so that is where it listens. */
function listenToWatchers(house: OpenHouse, workers: Workers | null, port: number, leave: Leaving): Promise<Listening> {
  const { metricsToken, host } = house.settings;
  const app = watchApp(house, healthOf(house, workers, leave));
  const at = { host: metricsToken === undefined ? '127.0.0.1' : host, port, setting: 'GUILDHALL_METRICS_PORT' };
  return listenOn(app, at, leave);
}
