import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ownNode, project, run } from './project.js';

/** What Vite builds, each a configuration: the staff application and the public pages. */
export const builds = readdirSync(project)
  .filter((name) => /^vite\.(\w+\.)?config\.ts$/.test(name))
  .sort();

/** Vite's program, to be run by our own Node. */
export const vite = join(project, 'node_modules/vite/bin/vite.js');

const stamp = join(project, 'dist/sources.sha256');

/** Makes the next `build` build anew. */
export function forgetBuild() {
  rmSync(stamp, { force: true });
}

/**
 * Builds the web if its sources are not those of the last build; `first` is done only if there is something to build. False,
 * with the reason printed, when that fails.
 * @param {{ first?: () => Promise<void> }} [options]
 * @returns {Promise<boolean>}
 */
export async function build({ first } = {}) {
  const sources = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return true;
  await first?.();
  console.log('Building the web ...');
  forgetBuild();
  for (const config of builds) {
    const code = await run(ownNode, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
      env: { NODE_ENV: 'production' },
    });
    if (code !== 0) {
      console.error(`The web could not be built (${config}); Vite says why above.`);
      return false;
    }
  }
  mkdirSync(join(project, 'dist'), { recursive: true });
  writeFileSync(stamp, sources);
  return true;
}

/** By content, not by time: a fresh checkout of the same sources needs no new build. Takes about 50 ms. */
function hashOfSources() {
  const hash = createHash('sha256');
  const rootFiles = ['package-lock.json', 'tsconfig.json', 'postcss.config.js', 'postcss.config.cjs', ...builds];
  for (const path of [...rootFiles.map((name) => join(project, name)), ...filesIn(join(project, 'src'))]) {
    if (!existsSync(path)) continue;
    const bytes = readFileSync(path);
    hash.update(`${relative(project, path)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
    });
}
