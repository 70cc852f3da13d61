/** What tar counts in: a header is one block, and a file's bytes are filled up to whole blocks. */
export const BLOCK = 512;

const LONGEST_NAME = 100;
const ZERO = '0'.charCodeAt(0);

/**
 * The header of a regular file in a tar (POSIX 1003.1, ustar): `name` up to 100 bytes, `size` in bytes below 8 GB, `at` as its
 * time. Only the account that unpacks it may read it.
 */
export function tarHeader(name: string, size: number, at: Temporal.Instant): Buffer {
  const header = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new RangeError(`The name ${name} is too long for a tar.`);
  header.write(name, 0, 'utf8');
  header.write('0000600\0', 100, 'latin1');
  header.write('0000000\0', 108, 'latin1');
  header.write('0000000\0', 116, 'latin1');
  header.write(`${octal(size, 11)}\0`, 124, 'latin1');
  header.write(`${octal(Math.floor(at.epochMilliseconds / 1000), 11)}\0`, 136, 'latin1');
  header.write('0', 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  header.write(`${octal(sumOf(header), 6)}\0 `, 148, 'latin1');
  return header;
}

/** Reads a header. null: no file begins here (the end of the archive). Throws RangeError for bytes that are no header. */
export function readTarHeader(block: Buffer): { name: string; size: number } | null {
  if (block.every((byte) => byte === 0)) return null;
  const written = Number.parseInt(block.toString('latin1', 148, 154), 8);
  if (block.length !== BLOCK || written !== sumOf(block)) throw new RangeError('these bytes are no tar header');
  const end = block.indexOf(0);
  const name = block.toString('utf8', 0, Math.min(end < 0 ? LONGEST_NAME : end, LONGEST_NAME));
  return { name, size: Number.parseInt(block.toString('latin1', 124, 135), 8) };
}

/** How many bytes follow a file of this size until the next block begins. */
export const filling = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

function octal(number: number, digits: number): string {
  const text = number.toString(8).padStart(digits, '0');
  if (text.length > digits) throw new RangeError(`The number ${number} is too large for a tar.`);
  return text;
}

/** The sum of all bytes, those of the sum itself taken as spaces. */
function sumOf(header: Buffer): number {
  let sum = 0;
  for (let i = 0; i < header.length; i++) sum += i >= 148 && i < 156 ? 32 : (header[i] ?? ZERO);
  return sum;
}
