// What the programs in bin/ share. Plain JavaScript without dependencies: it must run before anything is installed, on
// any Node from 20.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const project = join(dirname(fileURLToPath(import.meta.url)), '../..');

const programs = join(project, 'node_modules/.bin');

/** The Node that the project brings along (Node 26, from node_modules). */
export const ownNode = join(programs, 'node');

const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`Guildhall starts with Node 20 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

/**
 * Runs a program until it ends, in the project's folder unless `cwd` says otherwise; the project's own programs come first
 * in its PATH. It gets a process group of its own, and every signal that we get once: Ctrl-C in a terminal would reach it a
 * second time otherwise, and again through npm. Resolves to its exit code; for a program that a signal ended, 128 and the
 * signal's number, as shells say it. With `leash` it is told (by Node's "disconnect") when we are killed ourselves, and it is
 * ended when npm, which started us, is killed.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, cwd?: string, leash?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const path = `${programs}${delimiter}${process.env.PATH ?? ''}`;
    const child = spawn(program, args, {
      cwd: options.cwd ?? project,
      stdio: ['inherit', 'inherit', 'inherit', ...(options.leash ? ['ipc'] : [])],
      detached: true,
      env: { ...process.env, PATH: path, ...options.env },
    });
    const lastAt = new Map();
    const passOn = (signal) => {
      const now = Date.now();
      if (now - (lastAt.get(signal) ?? 0) < 1_000) return;
      lastAt.set(signal, now);
      signalGroup(child, signal);
    };
    for (const signal of SIGNALS) process.on(signal, passOn);
    const npm = process.env.npm_lifecycle_event ? process.ppid : null;
    const watch = setInterval(() => {
      if (options.leash && npm !== null && process.ppid !== npm) passOn('SIGTERM');
    }, 500);
    const end = (code) => {
      clearInterval(watch);
      for (const signal of SIGNALS) process.off(signal, passOn);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      end(1);
    });
    child.on('exit', (code, signal) => end(code ?? 128 + (constants.signals[signal ?? ''] ?? 0)));
  });
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has just ended.
  }
}

/** Runs a file of the project with the project's own Node, in the folder that we were called from. */
export function runNode(args, options = {}) {
  if (!existsSync(ownNode)) {
    console.error('Nothing is installed yet: run "npm start" (or "npm ci") first.');
    return Promise.resolve(1);
  }
  const [file, ...rest] = args;
  return run(ownNode, [join(project, file), ...rest], { cwd: process.cwd(), ...options });
}
