import { type Kysely, sql } from 'kysely';
import type { Context } from '../context.ts';
import type { KernelTables } from '../database/tables.generated.ts';
import { notFound } from '../errors.ts';
import type { House } from '../house.ts';
import type { MediaType } from './media-type.ts';
import type { StoredFile } from './store.ts';

const db = (c: { tx: unknown }) => c.tx as Kysely<KernelTables>;

/** What a kept file says about itself, and what it is about. */
export type KeptFile = StoredFile & { about: { kind: string; id: string }; storedAt: Temporal.Instant };

const COLUMNS = ['id', 'name', 'media_type', 'size', 'sha256', 'about_kind', 'about_id', 'stored_at'] as const;

type Row = {
  id: string;
  name: string;
  media_type: string;
  size: number;
  sha256: Buffer;
  about_kind: string;
  about_id: string;
  stored_at: Temporal.Instant;
};

function keptFile(row: Row): KeptFile {
  return {
    id: row.id,
    name: row.name,
    mediaType: row.media_type as MediaType,
    size: row.size,
    sha256: row.sha256.toString('hex'),
    about: { kind: row.about_kind, id: row.about_id },
    storedAt: row.stored_at,
  };
}

/** A kept file by its id. Whether the viewer may see it is for the caller to say. Throws `notFound`, also once expired. */
export async function findFile(c: Pick<Context, 'tx' | 'now'>, id: string): Promise<KeptFile> {
  const row = await db(c)
    .selectFrom('files.files')
    .select(COLUMNS)
    .where('id', '=', id)
    .where((where) => where.or([where('keep_until', 'is', null), where('keep_until', '>', c.now)]))
    .executeTakeFirst();
  if (!row) throw notFound('This file is not here any more.');
  return keptFile(row);
}

/** The files about one thing, oldest first. */
export async function filesAbout(
  c: Pick<Context, 'tx' | 'now'>,
  about: { kind: string; id: string },
): Promise<KeptFile[]> {
  const rows = await db(c)
    .selectFrom('files.files')
    .select(COLUMNS)
    .where('about_kind', '=', about.kind)
    .where('about_id', '=', about.id)
    .where((where) => where.or([where('keep_until', 'is', null), where('keep_until', '>', c.now)]))
    .orderBy('id')
    .execute();
  return rows.map(keptFile);
}

/**
 * The bytes of a kept file, read from the pool one chunk at a time and only as fast as the reader takes them. Chunks never
 * change, so this needs no transaction. Breaks with an Error if the file is removed meanwhile.
 */
export function readFile(house: House, file: StoredFile): ReadableStream<Uint8Array> {
  let nr = 0;
  let left = file.size;
  return new ReadableStream<Uint8Array>(
    {
      async pull(reader) {
        const chunk = await sql<{
          bytes: Buffer;
        }>`select bytes from files.chunks where file = ${file.id} and nr = ${nr}`.execute(house.database.kysely);
        const bytes = chunk.rows[0]?.bytes;
        if (!bytes) throw new Error(`file ${file.id} ends too early: it was removed while it was read`);
        nr += 1;
        left -= bytes.length;
        reader.enqueue(bytes);
        if (left <= 0) reader.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Removes a file now. */
export async function removeFile(c: Context, id: string): Promise<void> {
  await db(c).deleteFrom('files.files').where('id', '=', id).execute();
}

/** Removes files whose time is over, at most 200 at a time; answers how many. */
export async function purgeFiles(c: Pick<Context, 'tx' | 'now'>): Promise<number> {
  const removed = await sql`
    delete from files.files where id in (
      select id from files.files where keep_until <= ${c.now} order by keep_until limit 200 for update skip locked)`.execute(
    c.tx,
  );
  return Number(removed.numAffectedRows ?? 0);
}
