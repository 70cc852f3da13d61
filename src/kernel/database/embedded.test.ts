import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serverAccount } from './embedded/account.ts';
import { processesOf, readPostmaster } from './embedded/postmaster.ts';
import { fastPlace } from './embedded/throwaway.ts';

const OWNER = join(import.meta.dirname, '../../../tests/support/embedded-owner.ts');
const asRoot = process.getuid?.() === 0;

type Message = {
  url: string;
  pid: number;
  owned: boolean;
  socketFolder: string;
  error: string;
  name: string;
  say: string;
  log: string;
};
type Owner = {
  process: ChildProcess;
  first: Partial<Message>;
  said: string[];
  logged: string[];
  ended: Promise<number | null>;
};

let folder: string;
let owners: Owner[];
beforeEach(() => {
  folder = mkdtempSync(join(fastPlace(), 'guildhall-embedded-'));
  chmodSync(folder, 0o711);
  owners = [];
});
afterEach(async () => {
  for (const owner of owners) {
    owner.process.kill('SIGTERM');
    await owner.ended;
  }
  for (const pid of processesOf(cluster())) process.kill(pid, 'SIGKILL');
  await gone();
  for (const { first } of owners) if (first.socketFolder) rmSync(first.socketFolder, { recursive: true, force: true });
  rmSync(folder, { recursive: true });
});

const cluster = () => ({ path: join(folder, 'postgres'), account: serverAccount(join(folder, 'postgres')) });

async function gone(): Promise<void> {
  for (let tries = 0; processesOf(cluster()).length > 0; tries++) {
    if (tries > 200) throw new Error('PostgreSQL processes stay');
    await sleep(50);
  }
}

/** Starts a process that owns (or joins) the folder, and waits until it says where the server is or why not. */
async function start(...mode: string[]): Promise<Owner> {
  const child = spawn(process.execPath, [OWNER, folder, ...mode], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  const logged: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const first = await new Promise<Partial<Message>>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      const message = JSON.parse(line) as Partial<Message>;
      if (message.say) said.push(message.say);
      else if (message.log) logged.push(message.log);
      else resolve(message);
    });
    child.on('exit', () => resolve({}));
  });
  const owner = { process: child, first, said, logged, ended };
  owners.push(owner);
  return owner;
}

async function stop(owner: Owner): Promise<void> {
  owner.process.kill('SIGTERM');
  expect(await owner.ended).toBe(0);
}

async function kill(owner: Owner): Promise<void> {
  owner.process.kill('SIGKILL');
  await owner.ended;
}

async function ask(owner: Owner, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(owner.first.url);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function askPatiently(owner: Owner, sql: string): Promise<Record<string, unknown>[]> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask(owner, sql);
    } catch (error) {
      if (tries > 200) throw error;
      await sleep(50);
    }
  }
}

/** The processes of the cluster whose parent is none of them: servers, as opposed to their workers. */
function servers(): number[] {
  const all = processesOf(cluster());
  return all.filter((pid) => {
    const parent = parentOf(pid);
    return parent !== null && !all.includes(parent);
  });
}

/** Keeps a backend counting for ever without a byte of temporary files. */
const ENDLESS = 'select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b';

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; !done(); tries++) {
    if (tries > 2000) throw new Error('it does not come to that');
    await sleep(5);
  }
}

/** Does this process hold the cluster, by PostgreSQL's own word? */
function serverIn(pid: number): boolean {
  return readPostmaster(cluster())?.pid === pid;
}

/** The process that started this one; null once it has ended. */
function parentOf(pid: number): number | null {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) . /, '')
        .split(' ')[0],
    );
  } catch {
    return null;
  }
}

describe('the embedded PostgreSQL', () => {
  test('is made at the first start, and the second finds everything as it was', async () => {
    const first = await start();
    await ask(first, "create table t (a text); insert into t values ('Grüße')");
    await stop(first);
    expect(processesOf(cluster())).toEqual([]);
    expect(existsSync(first.first.socketFolder ?? '')).toBe(false);
    const second = await start();
    expect(await ask(second, 'select a, upper(a) as b from t')).toEqual([{ a: 'Grüße', b: 'GRÜßE' }]);
    await stop(second);
  });

  test('listens on no port, and only its own account opens the socket', async () => {
    const owner = await start();
    expect(await ask(owner, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(statSync(owner.first.socketFolder ?? '').mode & 0o777).toBe(0o700);
    expect(statSync(cluster().path).mode & 0o777).toBe(0o700);
  });

  test.runIf(asRoot)('does not run as root', async () => {
    const owner = await start();
    expect(statSync(`/proc/${owner.first.pid}`).uid).not.toBe(0);
    expect(lstatSync(owner.first.socketFolder ?? '').uid).toBe(statSync(`/proc/${owner.first.pid}`).uid);
  });

  test('after a kill of the owner the next start ends the server left behind and loses nothing', async () => {
    const first = await start();
    await ask(first, 'create table t (a int); insert into t values (1)');
    await kill(first);
    expect(servers()).toEqual([first.first.pid]);
    const second = await start();
    expect(second.said).toEqual([expect.stringContaining(`process ${first.first.pid}`)]);
    expect(servers()).toEqual([second.first.pid]);
    expect(await ask(second, 'select a from t')).toEqual([{ a: 1 }]);
  });

  test('after a kill of the server it is started again at the same address', async () => {
    const owner = await start();
    await ask(owner, 'create table t (a int); insert into t values (1)');
    process.kill(owner.first.pid ?? 0, 'SIGKILL');
    expect(await askPatiently(owner, 'select a from t')).toEqual([{ a: 1 }]);
    expect(servers()).toHaveLength(1);
    expect(servers()).not.toContain(owner.first.pid);
    expect(owner.logged[0]).toContain('ended by itself');
    await stop(owner);
    expect(processesOf(cluster())).toEqual([]);
  });

  test('after a kill of the server a query that goes on without it does not keep it from starting again', async () => {
    const owner = await start();
    const busy = new Client(owner.first.url);
    busy.on('error', () => {});
    await busy.connect();
    const query = busy.query(ENDLESS).catch((error: Error) => error);
    process.kill(owner.first.pid ?? 0, 'SIGKILL');
    expect(await askPatiently(owner, 'select 1 as a')).toEqual([{ a: 1 }]);
    expect(await query).toBeInstanceOf(Error);
    await stop(owner);
    expect(processesOf(cluster())).toEqual([]);
  });

  // Longer than the patience of `stop`, within which PostgreSQL writes everything down.
  describe('is stopped soon, leaves nothing running and loses nothing', { timeout: 60_000 }, () => {
    const written = async () => {
      const owner = await start();
      await ask(owner, 'create table t (a int); insert into t select generate_series(1, 50000)');
      return owner;
    };
    const allThere = async (owner: Owner) => {
      await stop(owner);
      expect(processesOf(cluster())).toEqual([]);
      const next = await start();
      expect(next.said).toEqual([]);
      expect(await ask(next, 'select count(*)::int as n from t')).toEqual([{ n: 50_000 }]);
    };

    test('while a server that was killed waits to be started again', async () => {
      const owner = await written();
      process.kill(owner.first.pid ?? 0, 'SIGKILL');
      await until(() => owner.logged.length > 0);
      await allThere(owner);
    });

    test('while a server that was killed recovers', async () => {
      const owner = await written();
      process.kill(owner.first.pid ?? 0, 'SIGKILL');
      await until(() => servers().some((pid) => pid !== owner.first.pid && serverIn(pid)));
      await allThere(owner);
    });

    test('at once after the server was killed, with a query that goes on without it', async () => {
      const owner = await written();
      const busy = new Client(owner.first.url);
      busy.on('error', () => {});
      await busy.connect();
      const query = busy.query(ENDLESS).catch((error: Error) => error);
      process.kill(owner.first.pid ?? 0, 'SIGKILL');
      await allThere(owner);
      expect(await query).toBeInstanceOf(Error);
    });

    test.each([0, 20, 50, 100, 200])('%i ms after a backend was killed and the server began anew', async (after) => {
      const owner = await written();
      const victim = new Client(owner.first.url);
      victim.on('error', () => {});
      await victim.connect();
      const { rows } = await victim.query('select pg_backend_pid() as pid');
      process.kill(rows[0].pid, 'SIGKILL');
      await sleep(after);
      await allThere(owner);
    });
  });

  test('after a kill of a backend in the middle of a query the others go on', async () => {
    const owner = await start();
    await ask(owner, 'create table t (a int); insert into t values (1)');
    const victim = new Client(owner.first.url);
    victim.on('error', () => {});
    await victim.connect();
    const { rows } = await victim.query('select pg_backend_pid() as pid');
    const query = victim.query('select pg_sleep(60)').catch((error: Error) => error);
    process.kill(rows[0].pid, 'SIGKILL');
    expect(await query).toBeInstanceOf(Error);
    expect(await askPatiently(owner, 'select a from t')).toEqual([{ a: 1 }]);
    expect(servers()).toEqual([owner.first.pid]);
  });

  test('after a kill of both, with a query running, it recovers', async () => {
    const first = await start();
    await ask(first, 'create table t (a int); insert into t values (1)');
    const busy = new Client(first.first.url);
    busy.on('error', () => {});
    await busy.connect();
    const query = busy.query('select count(*) from generate_series(1, 1000000000)').catch((error: Error) => error);
    process.kill(first.first.pid ?? 0, 'SIGKILL');
    await kill(first);
    const second = await start();
    expect(second.first.error).toBeUndefined();
    expect(await query).toBeInstanceOf(Error);
    expect(servers()).toEqual([second.first.pid]);
    expect(await ask(second, 'select a from t')).toEqual([{ a: 1 }]);
  });

  test('a process number that another program has by now is no hindrance, and that program lives on', async () => {
    await stop(await start());
    const { account, path } = cluster();
    const stranger = spawn('sleep', ['600'], { cwd: '/', ...(account && { uid: account.uid, gid: account.gid }) });
    writeFileSync(
      join(path, 'postmaster.pid'),
      `${stranger.pid}\n${path}\n1700000000\n5432\n/tmp/nowhere\n\n0 0\nready\n`,
    );
    const owner = await start();
    expect(owner.first.pid).toBeGreaterThan(0);
    expect(owner.said).toEqual([]);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill('SIGKILL');
  });

  test('a kill in the middle of making the database leaves nothing in the way', async () => {
    mkdirSync(join(folder, 'postgres.new'));
    writeFileSync(join(folder, 'postgres.new', 'PG_VERSION'), '18\n');
    expect((await start()).first.pid).toBeGreaterThan(0);
  });

  test('a second process on the same folder is told whose it is, or joins', async () => {
    const owner = await start();
    const second = await start();
    expect(second.first.name).toBe('DataFolderInUse');
    expect(second.first.error).toContain(`process ${owner.process.pid}`);
    const guest = await start('join');
    expect(guest.first).toMatchObject({ owned: false, pid: owner.first.pid, url: owner.first.url });
    expect(await ask(guest, 'select 1 as a')).toEqual([{ a: 1 }]);
    await stop(guest);
    expect(await ask(owner, 'select 1 as a')).toEqual([{ a: 1 }]);
    expect(servers()).toEqual([owner.first.pid]);
  });

  test('of five at once exactly one owns the folder, and those that join find it', async () => {
    const all = await Promise.all([start(), start(), start(), start('join'), start('join')]);
    const owned = all.filter((each) => each.first.owned);
    expect(owned).toHaveLength(1);
    expect(servers()).toEqual([owned[0]?.first.pid]);
    for (const each of all) {
      if (each.first.url) expect(each.first.url).toBe(owned[0]?.first.url);
      else expect(each.first.name).toBe('DataFolderInUse');
    }
    expect(all.slice(3).every((each) => each.first.url)).toBe(true);
  });

  test('a process that ends without stopping takes its server along', async () => {
    const owner = await start('vanish');
    await owner.ended;
    await gone();
  });

  test('a database of another major version is refused in words', async () => {
    await stop(await start());
    writeFileSync(join(cluster().path, 'PG_VERSION'), '17\n');
    const owner = await start();
    expect(owner.first.error).toMatch(/written by PostgreSQL 17; this is PostgreSQL 18/);
    expect(owner.first.error).toContain('Nothing was changed.');
    for (const step of [
      'bin/guildhall backup --to house.tar',
      `${cluster().path} aside`,
      'bin/guildhall restore house.tar',
    ])
      expect(owner.first.error).toContain(step);
    expect(processesOf(cluster())).toEqual([]);
  });

  test.runIf(asRoot)('a data folder that PostgreSQL cannot enter is refused, naming what is in the way', async () => {
    chmodSync(folder, 0o700);
    const outside = folder;
    folder = join(outside, 'data');
    const owner = await start();
    folder = outside;
    expect(owner.first.name).toBe('OutOfReach');
    expect(owner.first.error).toContain(`chmod o+x ${outside}`);
    expect(existsSync(join(outside, 'data'))).toBe(false);
  });
});
