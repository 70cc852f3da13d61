// What the programs in bin/ share. Plain JavaScript without dependencies: it must run before anything is installed, on
// any Node from 20.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The project's folder. */
export const project = join(import.meta.dirname, '../..');

/** The Node that the project brings along (Node 26, from node_modules). */
export const ownNode = join(project, 'node_modules/.bin/node');

/**
 * Runs a program in the project's folder until it ends. Signals that we get are passed on. Resolves to its exit code; a
 * program ended by a signal gives 128 and the signal's number, as shells say it.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, cwd?: string }} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? project,
      stdio: 'inherit',
      env: { ...process.env, ...options.env },
    });
    const passOn = (signal) => child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, passOn);
    const end = (code) => {
      for (const signal of SIGNALS) process.off(signal, passOn);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      end(1);
    });
    child.on('exit', (code, signal) => end(code ?? 128 + (NUMBERS[signal] ?? 0)));
  });
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** Runs a file with the project's own Node, in the folder we were called from. Resolves to the exit code. */
export function runNode(args, options = {}) {
  if (!existsSync(ownNode)) {
    console.error('Nothing is installed yet: run "npm start" (or "npm ci") first.');
    return Promise.resolve(1);
  }
  const [file, ...rest] = args;
  return run(ownNode, [join(project, file), ...rest], { cwd: process.cwd(), ...options });
}
