import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { kernelHouse } from '#tests/support/kernel-house.ts';
import { safeFileName } from './file-name.ts';
import { endingsOf, knownMediaType, MEDIA_TYPES } from './media-type.ts';
import { filesAbout, findFile, purgeFiles, readFile, removeFile } from './read.ts';
import { fileHeaders, fileResponse } from './response.ts';
import { CHUNK_BYTES, type NewFile, storeFile } from './store.ts';

const house = await kernelHouse([]);
const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(100)]);
const about = { kind: 'test', id: '1' };
const store = (file: Partial<NewFile>) =>
  house.act((c) => storeFile(c, { name: 'a.png', mediaType: 'image/png', bytes: PNG, about, ...file }));
const count = async (table: string) =>
  (await sql<{ n: number }>`select count(*) n from ${sql.raw(table)}`.execute(house.database.kysely)).rows[0]?.n;
async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('a kept file', () => {
  test.each([1, 9, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 1_000_000])(
    'of %i bytes more comes back byte for byte',
    async (size) => {
      const bytes = Buffer.concat([PNG, Buffer.alloc(size, 'guildhall')]);
      for (const source of [bytes, inPieces(bytes, 65_537), inPieces(bytes.subarray(0, 3000), 7)]) {
        const file = await store({ bytes: source });
        const response = fileResponse(file, readFile(house, await house.act((c) => findFile(c, file.id))));
        const back = Buffer.from(await response.arrayBuffer());
        expect(back.equals(bytes.subarray(0, file.size))).toBe(true);
        expect(Number(response.headers.get('content-length'))).toBe(back.length);
      }
    },
  );

  test('is read only as fast as its reader takes it', async () => {
    const file = await store({ bytes: Buffer.concat([PNG, Buffer.alloc(CHUNK_BYTES * 4)]) });
    const reader = readFile(house, file).getReader();
    await reader.read();
    await house.act((c) => removeFile(c, file.id));
    await expect(reader.read()).rejects.toThrow(/too early/);
  });

  test('goes with the transaction', async () => {
    const before = await count('files.files');
    await expect(
      house.act(async (c) => {
        await storeFile(c, { name: 'a.png', mediaType: 'image/png', bytes: PNG, about });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await count('files.files')).toBe(before);
  });

  test('is gone when its time is over, chunks and all', async () => {
    const file = await store({
      keepUntil: house.clock.now().add({ hours: 1 }),
      about: { kind: 'test', id: 'expires' },
    });
    expect(await house.act((c) => filesAbout(c, { kind: 'test', id: 'expires' }))).toHaveLength(1);
    house.clock.advance({ hours: 1 });
    await expect(house.act((c) => findFile(c, file.id))).rejects.toMatchObject({ code: 'not-found' });
    expect(await house.act((c) => filesAbout(c, { kind: 'test', id: 'expires' }))).toEqual([]);
    expect(await house.act(purgeFiles)).toBe(1);
    const left = await sql`select 1 from files.chunks where file = ${file.id}`.execute(house.database.kysely);
    expect(left.rows).toEqual([]);
  });
});

describe('refused', () => {
  test.each<[string, Partial<NewFile>, RegExp]>([
    ['a type that is not on the list', { mediaType: 'text/html', name: 'a.html' }, /not taken/],
    ['a picture that can run scripts', { mediaType: 'image/svg+xml', name: 'a.svg' }, /not taken/],
    ['an inherited property for a type', { mediaType: 'constructor' }, /not taken/],
    ['a type the caller does not want', { types: ['application/pdf'] }, /Send one of: pdf/],
    [
      'HTML that says it is a picture',
      { bytes: Buffer.from('<html><script>alert(1)</script>') },
      /not what its name says/,
    ],
    [
      'a program that says it is a PDF',
      { mediaType: 'application/pdf', bytes: Buffer.from('MZ\u0090') },
      /not what its name says/,
    ],
    ['one byte of a picture', { bytes: PNG.subarray(0, 1) }, /not what its name says/],
    ['bytes that say they are text', { mediaType: 'text/plain', bytes: Buffer.from([0x61, 0xff, 0x62]) }, /UTF-8/],
    ['NUL in text', { mediaType: 'text/csv', bytes: Buffer.from('a,b\u0000') }, /UTF-8/],
    ['text that ends within a letter', { mediaType: 'text/csv', bytes: Buffer.from('é').subarray(0, 1) }, /UTF-8/],
    ['nothing at all', { bytes: Buffer.alloc(0) }, /empty/],
    ['too much', { bytes: Buffer.concat([PNG, Buffer.alloc(2000)]), atMost: 2048 }, /larger than 2 KB/],
    ['too much of the usual', { bytes: Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]) }, /larger than 10 MB/],
  ])('%s', async (_what, file, words) => {
    const before = await count('files.files');
    await expect(store({ field: 'proof', ...file })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(words),
      data: { fields: [{ field: 'proof' }] },
    });
    expect(await count('files.files')).toBe(before);
  });

  test('an endless stream, after no more than is allowed', async () => {
    let given = 0;
    async function* endless() {
      yield PNG;
      for (;;) {
        given += 100_000;
        yield Buffer.alloc(100_000);
      }
    }
    await expect(store({ bytes: endless(), atMost: 1_000_000 })).rejects.toThrow(/larger/);
    expect(given).toBeLessThan(1_400_000);
  });

  test('letters cut in two between pieces are whole again', async () => {
    const file = await store({
      mediaType: 'text/plain; charset=UTF-8',
      name: 'ä.txt',
      bytes: inPieces(Buffer.from('Grüße 😀'), 1),
    });
    expect(file).toMatchObject({ mediaType: 'text/plain', name: 'ä.txt', size: 12 });
  });
});

describe('a file name', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\temp\\report.PDF', 'report.pdf'],
    ['report.pdf.exe', 'report.pdf.exe.pdf'],
    ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie_ x.pdf'],
    ['evil\u202efdp.exe', 'evilfdp.exe.pdf'],
    ['', 'file.pdf'],
    ['..', 'file.pdf'],
    ['.pdf', 'pdf.pdf'],
    ['CON.pdf', 'file-CON.pdf'],
    ['Grüße 😀.pdf', 'Grüße 😀.pdf'],
  ])('%j is kept as %j', (written, name) => {
    expect(safeFileName(written, ['pdf'])).toBe(name);
  });

  test('is short, whole and harmless for any text (property)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom(...MEDIA_TYPES), (written, type) => {
        const name = safeFileName(written, endingsOf(type));
        expect([...name].length).toBeLessThanOrEqual(120);
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}/\\<>:"|?*]|^\.|^\s/u);
        expect(endingsOf(type).some((ending) => name.endsWith(`.${ending}`))).toBe(true);
        expect(name.isWellFormed()).toBe(true);
        expect(() => fileHeaders({ name, mediaType: type })).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});

test('a file is handed over to be saved, never shown', () => {
  const headers = fileHeaders({ name: `Grüße "x'.pdf`, mediaType: 'application/pdf' });
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="Grue _x'.pdf"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%22x%27.pdf`,
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
  expect(knownMediaType('TEXT/CSV; charset=x')).toBe('text/csv');
});
