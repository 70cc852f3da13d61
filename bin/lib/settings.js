import { ownNode, run } from './project.js';

/**
 * Ends the process when the settings cannot be used, with the faults printed. The server says so too, but on a first start it
 * comes after the build, and nobody should wait for that to learn of a slip of the pen.
 * @returns {Promise<void>}
 */
export async function checkSettings() {
  const code = await run(ownNode, ['src/kernel/config/main.ts']);
  if (code !== 0) process.exit(code);
}
