import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownNode, project, run } from './project.js';

/**
 * Installs the packages of the lock file if what is installed is something else. False, with the reason printed, when that fails.
 * @returns {Promise<boolean>}
 */
export async function install() {
  if (isInstalled()) return true;
  console.log('Installing packages (npm ci) ...');
  // Whatever the environment says about production: the web is built here, and the runtime is an optional package.
  const code = await run('npm', [
    'ci',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  if (code !== 0) {
    console.error('The packages could not be installed; npm says why above.');
    return false;
  }
  if (existsSync(ownNode)) return true;
  console.error(`There is no Node 26 package for this machine (${process.platform}, ${process.arch}).`);
  console.error('Guildhall runs on Linux and macOS, on x64 and arm64.');
  return false;
}

/** npm keeps beside the packages a list of what it has put there; it writes it last, so that half an installation has none. */
function isInstalled() {
  if (!existsSync(ownNode)) return false;
  const locked = packagesOf('package-lock.json');
  const there = packagesOf('node_modules/.package-lock.json');
  if (!locked || !there) return false;
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true;
    const found = there[path];
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional === true;
  });
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(join(project, path), 'utf8')).packages;
  } catch {
    return null;
  }
}
