import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import type { z } from 'zod';
import {
  type Amount,
  BackupFault,
  ENTRY,
  JOBS_ENTRY,
  type Manifest,
  manifest as manifestShape,
  type Totals,
  tableEntry,
  totals as totalsShape,
} from './manifest.ts';
import { BLOCK, filling, readTarHeader } from './tar.ts';

/** No entry that we write is larger; a larger one is a damaged length. */
const MOST_BYTES = 64 * 1024 * 1024;
const decompress = promisify(zstdDecompress);

/** An archive open for reading. Its outline was read; that all its bytes are right is said by `checkArchive` alone. */
export type Archive = {
  readonly path: string;
  readonly size: number;
  readonly manifest: Manifest;
  readonly totals: Totals;
  /** The SHA-256 that the archive says of itself. */
  readonly sha256: string;
  /** The key that seals secrets, if it was asked to be in the archive. */
  readonly secretKey: string | null;
  /** The rows of a table, as COPY wrote them, part by part. */
  rows(name: string): AsyncGenerator<Buffer>;
  close(): Promise<void>;
};

type Entry = { name: string; offset: number; size: number };

/** Opens an archive and reads its outline. Throws `BackupFault` for a file that is no backup, or not a whole one. */
export async function openArchive(path: string): Promise<Archive> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    const entries = await outline(file, path, size);
    const text = async (name: string): Promise<string> => {
      const found = entries.find((entry) => entry.name === name);
      if (!found) throw damaged(path, `it has no ${name}`);
      return (await readAt(file, found)).toString('utf8');
    };
    const manifest = readJson(path, ENTRY.manifest, await text(ENTRY.manifest), manifestShape);
    const parts = Map.groupBy(
      entries.filter((entry) => entry.name.endsWith('.zst')),
      (entry) => entry.name.slice(0, entry.name.lastIndexOf('/')),
    );
    return {
      path,
      size,
      manifest,
      totals: readJson(path, ENTRY.totals, await text(ENTRY.totals), totalsShape),
      sha256: (await text(ENTRY.sum)).trim(),
      secretKey: entries.some((entry) => entry.name === ENTRY.key) ? await text(ENTRY.key) : null,
      async *rows(name) {
        for (const part of parts.get(name) ?? []) {
          const squeezed = await readAt(file, part);
          const bytes = await decompress(squeezed).catch(() => null);
          if (!bytes) throw damaged(path, `${part.name} cannot be unpacked`);
          yield bytes;
        }
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * Reads an archive from its first byte to its last and checks every sum in it: that of the whole, and those of each table. Throws
 * `BackupFault` for the first thing that is not as it was written.
 */
export async function checkArchive(path: string): Promise<void> {
  const archive = await openArchive(path);
  try {
    await checkWhole(archive);
    const { manifest, totals } = archive;
    for (const table of manifest.tables) {
      const name = tableEntry(table);
      const amount = totals.tables[`${table.schema}.${table.name}`];
      if (!amount) throw damaged(path, `it does not say how much of ${name} there is`);
      await checkRows(archive, name, amount);
    }
    await checkRows(archive, JOBS_ENTRY, totals.jobs);
  } finally {
    await archive.close();
  }
}

async function checkWhole({ path, size, sha256 }: Archive): Promise<void> {
  const sum = createHash('sha256');
  const tail = BLOCK + BLOCK + 2 * BLOCK;
  let left = size - tail;
  const file = await openFile(path);
  try {
    for await (const bytes of file.createReadStream({
      end: size - tail - 1,
      highWaterMark: 1024 * 1024,
      autoClose: false,
    })) {
      sum.update(bytes as Buffer);
      left -= (bytes as Buffer).length;
    }
    const end = await readAt(file, { name: 'its end', offset: size - 3 * BLOCK, size: 3 * BLOCK });
    const clean = end.subarray(sha256.length + 1).every((byte) => byte === 0) && end[sha256.length] === 10;
    if (left === 0 && clean && sum.digest('hex') === sha256) return;
  } finally {
    await file.close();
  }
  throw damaged(path, 'its bytes are not those that were written');
}

async function checkRows(archive: Archive, name: string, amount: Amount): Promise<void> {
  const sum = createHash('sha256');
  let bytes = 0;
  for await (const part of archive.rows(name)) {
    sum.update(part);
    bytes += part.length;
  }
  if (bytes !== amount.bytes || sum.digest('hex') !== amount.sha256)
    throw damaged(archive.path, `the rows of ${name} are not those that were written`);
}

/** Every entry with its place; the last one must be the sum of all, so that a file that was cut off is noticed here. */
async function outline(file: FileHandle, path: string, size: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let offset = 0; ; ) {
    const header = await headerAt(file, path, offset, size, entries.length === 0);
    if (!header) {
      if (entries.at(-1)?.name !== ENTRY.sum || offset + 2 * BLOCK !== size) throw cutOff(path);
      return entries;
    }
    const end = offset + BLOCK + header.size + filling(header.size);
    if (header.size > MOST_BYTES) throw damaged(path, `${header.name} has an impossible length`);
    if (end > size) throw cutOff(path);
    entries.push({ name: header.name, offset: offset + BLOCK, size: header.size });
    offset = end;
  }
}

async function headerAt(file: FileHandle, path: string, offset: number, size: number, first: boolean) {
  if (offset + BLOCK > size) throw first ? notOurs(path) : cutOff(path);
  try {
    const header = readTarHeader(await readAt(file, { name: 'a header', offset, size: BLOCK }));
    if (first && header?.name !== ENTRY.manifest) throw notOurs(path);
    return header;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw first ? notOurs(path) : damaged(path, 'a header in it was changed');
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new BackupFault(code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read: ${message}.`);
  }
}

async function readAt(file: FileHandle, { offset, size }: Entry): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(bytes, at, size - at, offset + at);
    if (bytesRead === 0) throw new BackupFault('The file became shorter while it was read.');
    at += bytesRead;
  }
  return bytes;
}

function readJson<S extends z.ZodType>(path: string, name: string, text: string, shape: S): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(path, `${name} is not whole`);
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BackupFault(
    `${path} cannot be used: ${issue?.message ?? 'it has another form'} (${name}, ${issue?.path.join('.')})`,
  );
}

const damaged = (path: string, what: string): BackupFault =>
  new BackupFault(`The backup ${path} is damaged: ${what}. Use another one.`);
const cutOff = (path: string): BackupFault => damaged(path, 'it ends too early');
const notOurs = (path: string): BackupFault => new BackupFault(`${path} is not a backup of Guildhall.`);
