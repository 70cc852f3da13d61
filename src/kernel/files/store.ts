import { createHash, type Hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { actorKey, type Context } from '../context.ts';
import type { KernelTables } from '../database/tables.generated.ts';
import { invalid } from '../errors.ts';
import { newId } from '../ids.ts';
import { safeFileName } from './file-name.ts';
import {
  BEGINNING_BYTES,
  beginsLike,
  endingsOf,
  isText,
  knownMediaType,
  MEDIA_TYPES,
  type MediaType,
  textCheck,
} from './media-type.ts';

/** A file that is to be kept. */
export type NewFile = {
  /** As the sender named it; it is made harmless. */
  readonly name: string;
  /** As the sender says; it must be on the list and its bytes must agree. */
  readonly mediaType: string;
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
  readonly about: { readonly kind: string; readonly id: string };
  readonly keepUntil?: Temporal.Instant;
  /** Most bytes; 10 MB if not said. */
  readonly atMost?: number;
  /** Narrower than the house's list, where only some types make sense. */
  readonly types?: readonly MediaType[];
  /** The form's field, for the words of a refusal. */
  readonly field?: string;
};

/** A kept file without its bytes. `size` in bytes. */
export type StoredFile = { id: string; name: string; mediaType: MediaType; size: number; sha256: string };

/** Bytes in one row of files.chunks. */
export const CHUNK_BYTES = 256 * 1024;
const USUAL_MOST = 10 * 1024 * 1024;

const db = (c: Pick<Context, 'tx'>) => c.tx as Kysely<KernelTables>;

/**
 * Keeps a file in PostgreSQL, in the caller's transaction. Throws `invalid` for a type that is not taken, bytes that are
 * not of that type, an empty file, or more bytes than allowed (reading stops there).
 */
export async function storeFile(c: Context, file: NewFile): Promise<StoredFile> {
  const field = file.field ?? 'file';
  const no = (message: string) => invalid([{ field, message }]);
  const types = file.types ?? MEDIA_TYPES;
  const mediaType = knownMediaType(file.mediaType);
  if (!mediaType || !types.includes(mediaType)) {
    throw no(
      `Files of this type are not taken. Send one of: ${[...new Set(types.map((type) => endingsOf(type)[0]))].join(', ')}.`,
    );
  }
  const name = safeFileName(file.name, endingsOf(mediaType));
  const atMost = file.atMost ?? USUAL_MOST;
  const id = newId();
  const row = { id, name, media_type: mediaType, about_kind: file.about.kind, about_id: file.about.id };
  const kept = { ...row, stored_at: c.now, stored_by: actorKey(c.actor), keep_until: file.keepUntil ?? null };
  await db(c)
    .insertInto('files.files')
    .values({ ...kept, size: 0, sha256: Buffer.alloc(32) })
    .execute();
  const sum = createHash('sha256');
  let size = 0;
  let nr = 0;
  for await (const bytes of inChunks(checked(pieces(file.bytes), mediaType, no))) {
    size += bytes.length;
    if (size > atMost) throw no(`The file is larger than ${inWords(atMost)}.`);
    sum.update(bytes);
    await db(c).insertInto('files.chunks').values({ file: id, nr: nr++, bytes }).execute();
  }
  if (size === 0) throw no('The file is empty.');
  const sha256 = finished(sum);
  await db(c).updateTable('files.files').set({ size, sha256 }).where('id', '=', id).execute();
  return { id, name, mediaType, size, sha256: sha256.toString('hex') };
}

const finished = (sum: Hash): Buffer => sum.digest();

async function* pieces(bytes: NewFile['bytes']): AsyncGenerator<Uint8Array> {
  if (bytes instanceof Uint8Array) yield bytes;
  else yield* bytes;
}

/** Passes pieces on while they agree with the type they claim to be. */
async function* checked(
  from: AsyncIterable<Uint8Array>,
  type: MediaType,
  no: (words: string) => Error,
): AsyncGenerator<Uint8Array> {
  const wrong = () =>
    no(
      `The file is not what its name says: it is not ${isText(type) ? 'plain UTF-8 text' : `a ${endingsOf(type)[0]} file`}.`,
    );
  const text = isText(type) ? textCheck() : null;
  let beginning = Buffer.alloc(0);
  for await (const piece of from) {
    if (beginning.length < BEGINNING_BYTES) beginning = Buffer.concat([beginning, piece.subarray(0, BEGINNING_BYTES)]);
    if (text && !text.take(piece)) throw wrong();
    yield piece;
  }
  // The rows go with the transaction, so it is enough to look at the beginning once it is certainly there.
  if (beginning.length > 0 && !beginsLike(type, beginning)) throw wrong();
  if (text && !text.end()) throw wrong();
}

async function* inChunks(from: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const piece of from) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + CHUNK_BYTES - size);
      waiting.push(part);
      size += part.length;
      at += part.length;
      if (size === CHUNK_BYTES) {
        yield Buffer.concat(waiting);
        [waiting, size] = [[], 0];
      }
    }
  }
  if (size > 0) yield Buffer.concat(waiting);
}

function inWords(bytes: number): string {
  return bytes >= 1024 * 1024
    ? `${Math.floor(bytes / (1024 * 1024))} MB`
    : `${Math.max(1, Math.floor(bytes / 1024))} KB`;
}
