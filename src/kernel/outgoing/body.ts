import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { OutgoingFault } from './fault.ts';

type BodyLimits = { maxBytes: number; signal: AbortSignal; cut?: boolean };

/** Ends the reading of a body of which only the beginning is wanted. */
class Enough extends Error {}

function decoderFor(encoding: string): Transform | null {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      // Also several encodings in a row: nobody honest sends them, and each would multiply a bomb.
      throw new OutgoingFault('protocol', `content encoding ${encoding}`);
  }
}

/**
 * Reads a body to its end, decompressed. Both what comes over the wire and what it unfolds to must stay within
 * `maxBytes`; reading stops at the first byte too many, which is a fault unless `cut` asks for the beginning alone. Throws `OutgoingFault` `too-large` or `protocol`.
 */
export async function readBody(body: Readable, encoding: string | undefined, limits: BodyLimits): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const collect = async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) {
      const room = limits.maxBytes - size;
      if (chunk.byteLength > room) {
        if (!limits.cut) throw new OutgoingFault('too-large', `more than ${limits.maxBytes} bytes`);
        parts.push(chunk.subarray(0, room));
        size = limits.maxBytes;
        throw new Enough();
      }
      parts.push(chunk);
      size += chunk.byteLength;
    }
  };
  try {
    const decoder = decoderFor(encoding ?? '');
    if (decoder === null) await pipeline(body, collect, { signal: limits.signal });
    else
      await pipeline(body, counted(limits.cut ? Number.POSITIVE_INFINITY : limits.maxBytes), decoder, collect, {
        signal: limits.signal,
      });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  } finally {
    body.on('error', () => undefined).destroy();
  }
  return Buffer.concat(parts, size);
}

function counted(maxBytes: number) {
  return async function* (chunks: AsyncIterable<Uint8Array>) {
    let size = 0;
    for await (const chunk of chunks) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new OutgoingFault('too-large', `more than ${maxBytes} bytes on the wire`);
      yield chunk;
    }
  };
}
