import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { type Amount, BackupFault, ENTRY } from './manifest.ts';
import { BLOCK, filling, tarHeader } from './tar.ts';

/** How many bytes of rows lie in one part of a table; the last part of each has fewer. */
const PART_BYTES = 2 * 1024 * 1024;
/** What an archive is called until it is whole. */
export const PARTIAL = '.partial';

const compress = promisify(zstdCompress);
const HOW = { params: { [constants.ZSTD_c_checksumFlag]: 1, [constants.ZSTD_c_compressionLevel]: 3 } };

/** An archive that is being written. It takes its name when it is whole, and not before. */
export type ArchiveWriter = {
  /** A small file. */
  put(name: string, content: string): Promise<void>;
  /** Something long, compressed part by part: `name`/000001.zst and so on. Holds a few parts in memory, never all. */
  stream(name: string, from: AsyncIterable<Buffer>): Promise<Omit<Amount, 'rows'>>;
  /** Writes the sum of all, sees to it that the disk has everything, and gives the archive its name. Answers its size in bytes. */
  finish(): Promise<{ size: number; sha256: string }>;
  /** Takes back what was written. */
  discard(): Promise<void>;
};

/** Begins an archive. Only its owner can read it. Throws `BackupFault` if there is a file of that name. */
export async function createArchive(path: string, at: Temporal.Instant): Promise<ArchiveWriter> {
  if (await isThere(path)) throw new BackupFault(`There is a file ${path} already. Choose another name.`);
  const partial = path + PARTIAL;
  const file = await open(partial, 'w', 0o600);
  const sum = createHash('sha256');
  let size = 0;

  const write = async (bytes: Buffer): Promise<void> => {
    sum.update(bytes);
    size += bytes.length;
    await writeAll(file, bytes);
  };
  const entry = async (name: string, bytes: Buffer): Promise<void> => {
    await write(Buffer.concat([tarHeader(name, bytes.length, at), bytes, Buffer.alloc(filling(bytes.length))]));
  };

  return {
    put: (name, content) => entry(name, Buffer.from(content, 'utf8')),
    async stream(name, from) {
      const raw = createHash('sha256');
      let bytes = 0;
      let nr = 0;
      // One part is compressed while the next is read.
      let before: Promise<void> = Promise.resolve();
      const send = async (part: Buffer): Promise<void> => {
        raw.update(part);
        bytes += part.length;
        const entryName = `${name}/${String(++nr).padStart(6, '0')}.zst`;
        const squeezed = compress(part, HOW);
        squeezed.catch(() => {});
        await before;
        before = squeezed.then((content) => entry(entryName, content));
        before.catch(() => {});
      };
      for await (const part of inParts(from)) await send(part);
      await before;
      return { bytes, sha256: raw.digest('hex') };
    },
    async finish() {
      const sha256 = sum.copy().digest('hex');
      await entry(ENTRY.sum, Buffer.from(`${sha256}\n`));
      await write(Buffer.alloc(2 * BLOCK));
      await file.sync();
      await file.close();
      await rename(partial, path);
      await syncFolder(dirname(path));
      return { size, sha256 };
    },
    async discard() {
      await file.close().catch(() => {});
      await rm(partial, { force: true });
    },
  };
}

async function* inParts(from: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const piece of from) {
    waiting.push(piece);
    size += piece.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(waiting);
    [waiting, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(waiting);
}

/** A write may take a part only, when the disk fills up. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at);
    at += bytesWritten;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await (await open(path, 'r')).close();
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/** The name itself has to reach the disk, too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
