import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { freeIn } from '../metrics/readings.ts';
import { KEY_FILE } from '../secrets/key-file.ts';
import { about, type Finding } from './finding.ts';

const MB = 1024 * 1024;

/** May we write into the data folder, and may others not read its key? */
export function checkFolder(folder: string): Finding {
  const say = about('folder', 'Data folder');
  if (!existsSync(folder))
    return say.look(`${folder} is not there yet.`, 'The next start makes it. Nothing is to be done.');
  if (!statSync(folder).isDirectory())
    return say.broken(`${folder} is not a folder.`, 'Name another one with GUILDHALL_DATA, or move that file away.');
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return say.broken(
      `This user may not write into ${folder}.`,
      `Give it to the user that runs Guildhall: chown -R USER ${folder}`,
    );
  }
  const key = join(folder, KEY_FILE);
  if (existsSync(key) && (statSync(key).mode & 0o077) !== 0)
    return say.look(`Others on this machine may read ${key}.`, `chmod 600 ${key}`);
  return say.well(folder);
}

/** Is there room left? */
export async function checkDisk(folder: string, settings: Settings): Promise<Finding> {
  const free = await freeIn(folder);
  return ofFree(free === null ? null : free / MB, settings.diskWarningMb);
}

/** What free megabytes mean. Below a quarter of the warning, PostgreSQL may stop at any moment. */
export function ofFree(freeMb: number | null, warningMb: number): Finding {
  const say = about('disk', 'Disk');
  if (freeMb === null) return say.well('How much room is left cannot be told here.');
  const words = `${freeMb >= 10_240 ? `${Math.round(freeMb / 1024)} GB` : `${Math.round(freeMb)} MB`} are free.`;
  const todo = 'Make room, or move the data folder to a larger disk. GUILDHALL_DISK_WARNING_MB sets when this is said.';
  if (freeMb < warningMb / 4) return say.broken(words, todo);
  return freeMb < warningMb ? say.look(words, todo) : say.well(words);
}

/** Does the address that people use fit what stands in front? */
export function checkAddress(settings: Settings): Finding {
  const say = about('address', 'Public address');
  const url = new URL(settings.publicUrl);
  const here = /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'https:' && settings.trustedProxies === 0)
    return say.look(
      `${settings.publicUrl} is https, so a proxy stands in front, but GUILDHALL_TRUSTED_PROXIES is 0: all visitors seem to be one, and limits hit them together.`,
      'Set GUILDHALL_TRUSTED_PROXIES to the number of proxies in front, mostly 1.',
    );
  if (url.protocol === 'http:' && !here)
    return say.look(
      `${settings.publicUrl} is not encrypted: passwords and links of applicants pass in the clear.`,
      'Put a proxy with TLS in front and set GUILDHALL_URL to its https address.',
    );
  if (here && settings.trustedProxies > 0)
    return say.look(
      `GUILDHALL_TRUSTED_PROXIES is ${settings.trustedProxies}, but ${settings.publicUrl} is an address of this machine only.`,
      'Set GUILDHALL_URL to the address that people use: links in mails are made of it.',
    );
  if (here && !/^(localhost|127\.|::1)/.test(settings.host))
    return say.look(
      `It listens on ${settings.host}, but links in mails lead to ${settings.publicUrl}, which works on this machine only.`,
      'Set GUILDHALL_URL to the address that people use.',
    );
  return say.well(settings.publicUrl);
}
