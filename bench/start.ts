import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from './measure.ts';

// From bin/start on a folder set up before to the first page, and the memory at rest. Linux only: memory is read in /proc.
//   node bench/start.ts [port]

const ROOT = join(import.meta.dirname, '..');
const PORT = process.argv[2] ?? '5190';
const STARTS = 5;
const AIM_SECONDS = 3;
const AIM_MB = 300;

const folder = mkdtempSync(join(tmpdir(), 'guildhall-bench-start-'));
chmodSync(folder, 0o755);

async function start() {
  const begun = performance.now();
  const child = spawn(process.execPath, ['bin/start'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT, GUILDHALL_DATA: join(folder, 'data'), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let i = 0; ; i++) {
    if (i > 3000) throw new Error('no page came');
    const page = await fetch(`http://127.0.0.1:${PORT}/`, { headers: { accept: 'text/html' } }).catch(() => null);
    if (page?.ok && (await page.text()).includes('<html')) break;
    if (child.exitCode !== null) throw new Error(`bin/start ended with ${child.exitCode}`);
    await sleep(10);
  }
  const seconds = (performance.now() - begun) / 1000;
  const stop = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  return { seconds, pid: child.pid as number, stop };
}

/** Megabytes of a process and all it started, by command; PostgreSQL apart. */
function memoryOf(root: number): { name: string; mb: number }[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    try {
      if (/^\d+$/.test(entry))
        parents.set(Number(entry), Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${entry}/status`, 'utf8'))?.[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const family = [root];
  for (const pid of family) family.push(...[...parents].filter(([, parent]) => parent === pid).map(([child]) => child));
  return family
    .map((pid) => {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      const mb = Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
      return { name: command.replaceAll(`${ROOT}/`, ''), mb };
    })
    .filter(({ name }) => !name.includes('postgres'));
}

try {
  const first = await start();
  await first.stop();
  console.log(`first start (makes the database):  ${first.seconds.toFixed(1)} s`);
  const seconds: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const again = await start();
    seconds.push(again.seconds);
    if (i === STARTS - 1) {
      await sleep(20_000);
      const memory = memoryOf(again.pid);
      const total = memory.reduce((sum, { mb }) => sum + mb, 0);
      for (const { name, mb } of memory) console.log(`  ${mb.toFixed(0).padStart(4)} MB  ${name}`);
      console.log(
        `memory 20 s after the start:       ${total.toFixed(0)} MB; aim < ${AIM_MB} MB: ${total < AIM_MB ? 'pass' : 'MISS'}`,
      );
    }
    await again.stop();
  }
  const median = quantile(seconds, 0.5);
  console.log(
    `second start to the first page:    ${median.toFixed(2)} s (median of ${STARTS}: ${seconds.map((s) => s.toFixed(2)).join(' ')}); aim < ${AIM_SECONDS} s: ${median < AIM_SECONDS ? 'pass' : 'MISS'}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
