import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { notFound } from '#kernel/errors.ts';
import { openBytes, seal } from '#kernel/secrets/seal.ts';
import { GONE } from './commands/erase-evidence.ts';

const PIECE = 256 * 1024;
const nameOf = (document: string, nr: number): string => `programs.document.${document}.${nr}`;

/** Keeps the bytes of a document, sealed with the installation's key piece by piece. */
export async function keepDocument(c: Context, document: string, bytes: Uint8Array): Promise<void> {
  for (let nr = 0; nr * PIECE < bytes.length; nr++) {
    const piece = bytes.subarray(nr * PIECE, (nr + 1) * PIECE);
    await sql`insert into programs.document_bytes (document, nr, sealed)
      values (${document}, ${nr}, ${seal(c.house.secrets, nameOf(document, nr), piece)})`.execute(c.tx);
  }
}

/** The bytes of a document. Throws `not found` once they were purged, or where the key that sealed them was given up. */
export async function documentBytes(c: Pick<Context, 'tx' | 'house'>, document: string, size: number): Promise<Buffer> {
  const { rows } = await sql<{ nr: number; sealed: Buffer }>`
    select nr, sealed from programs.document_bytes where document = ${document} order by nr`.execute(c.tx);
  const bytes = Buffer.concat(rows.map(({ nr, sealed }) => openBytes(c.house.secrets, nameOf(document, nr), sealed)));
  if (bytes.length !== size) throw notFound('This document is not here any more.');
  return bytes;
}

/** Empties documents for good; the rows stay, and say that and when. Answers which were still whole. */
export async function purgeDocuments(c: Context, ids: readonly string[]): Promise<string[]> {
  await sql`delete from programs.document_bytes where document = any(${[...ids]}::uuid[])`.execute(c.tx);
  const { rows } = await sql<{ id: string }>`
    update programs.documents set purged_at = ${c.now}, name = ${GONE}
    where id = any(${[...ids]}::uuid[]) and purged_at is null returning id`.execute(c.tx);
  return rows.map(({ id }) => id);
}
