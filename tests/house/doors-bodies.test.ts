import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { expectCalm } from '#tests/support/calm.ts';
import { testHouse } from '#tests/support/house.ts';
import { openProgram } from '#tests/support/program.ts';

const house = await testHouse();
await openProgram(house);
const FORM = '/apply/open-source/form';
const URLENCODED = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (path: string, body: BodyInit, headers: Record<string, string>) =>
  house.request(path, { method: 'POST', body, headers });
const words = async (response: Response) => {
  expect(response.status).toBe(400);
  return response.text();
};
const part = (name: string) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\na\r\n`;
const parts = (count: number) => `${part('a').repeat(count)}--x--\r\n`;
const MULTIPART = { 'content-type': 'multipart/form-data; boundary=x' };

// A million fields kept a parser busy for most of a minute, in which nobody else was answered: such a test would not end in time.
describe('forms of strangers', { timeout: 15_000 }, () => {
  test.each([
    ['names alone', '&a'.repeat(1_000_000), URLENCODED],
    ['separators alone', '&'.repeat(2_000_000), URLENCODED],
    ['names that are all different', Array.from({ length: 200_000 }, (_, n) => `f${n}=`).join('&'), URLENCODED],
    ['parts', parts(30_000), MULTIPART],
    ['one field more than there may be', Array.from({ length: 501 }, (_, n) => `f${n}=x`).join('&'), URLENCODED],
  ])('of many fields are refused before they are taken apart: %s', async (_name, body, type) => {
    expect(await words(await post(FORM, body, type))).toContain('too many fields');
  });

  test('are read up to their end', async () => {
    const fields = Array.from({ length: 490 }, (_, n) => `f${n}=x`).join('&');
    for (const [body, type] of [
      [`${fields}&project=Marble&action=nonsense`, URLENCODED],
      [parts(400), MULTIPART],
    ] as const) {
      const page = await words(await post(FORM, body, type));
      expect(page).not.toContain('too many fields');
      expect(page).toContain('Write your name.');
    }
  });

  test('larger than any form of ours are not read', async () => {
    const headers = { ...URLENCODED, 'content-length': String(2 * 1024 * 1024 + 1) };
    expect(await words(await post(FORM, `purpose=${'x'.repeat(2 * 1024 * 1024)}`, headers))).toContain('2 MB');
  });
});

describe('bodies of operations', { timeout: 15_000 }, () => {
  test.each([
    ['/rpc/access/signIn', '&a'.repeat(1_000_000), URLENCODED],
    ['/api/sign-in', '&a'.repeat(1_000_000), URLENCODED],
    ['/api/sign-in', parts(30_000), MULTIPART],
    [
      '/api/public/programs/open-source/drafts',
      Array.from({ length: 100_000 }, (_, n) => `a[b${n}][c]=1`).join('&'),
      URLENCODED,
    ],
  ])('%s takes no form', async (path, body, type) => {
    const { status } = await expectCalm(await post(path, body, type), path, []);
    expect(status).toBe(400);
  });

  test('what is packed is not unpacked, however small it is', async () => {
    const json = JSON.stringify({ json: { mail: 'a@example.org', password: 'x'.repeat(1_000_000) } });
    const packed = gzipSync(json);
    expect(packed.byteLength).toBeLessThan(5_000);
    for (const encoding of ['gzip', 'deflate', 'br', 'gzip, gzip']) {
      const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
      const { status, body } = await expectCalm(await post('/rpc/access/signIn', packed, headers), '/rpc packed', []);
      expect([status, body]).toMatchObject([400, { message: expect.stringContaining('cannot be read') }]);
    }
  });

  test('a list or record of a hundred thousand wrong things is answered with a few of them', async () => {
    const answers = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, 1]));
    for (const input of [{ answers }, { answers: { a: Array.from({ length: 100_000 }, () => 1) } }]) {
      const { status, body } = await expectCalm(
        await post('/api/public/programs/open-source/drafts', JSON.stringify(input), {
          'content-type': 'application/json',
        }),
        '/api drafts',
        [],
      );
      expect(status).toBe(400);
      expect((body as { data: { fields: unknown[] } }).data.fields.length).toBeLessThanOrEqual(50);
    }
  });
});

describe('the reference, which everybody may ask for', () => {
  const asked = async (path: string, encoding: string) => {
    const response = await house.request(path, { headers: { 'accept-encoding': encoding } });
    expect([response.status, response.headers.get('vary')]).toEqual([200, 'Accept-Encoding']);
    return { said: response.headers.get('content-encoding'), bytes: Buffer.from(await response.arrayBuffer()) };
  };

  test.each(['/api', '/api/openapi.json'])('%s is small on the wire, and the same packed or not', async (path) => {
    const [plain, packed] = [await asked(path, 'identity'), await asked(path, 'br, gzip;q=0.8')];
    expect([plain.said, packed.said]).toEqual([null, 'gzip']);
    expect(gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true);
    expect(packed.bytes.byteLength).toBeLessThan(150_000);
  });

  test('says what goes wrong once, not for each operation', async () => {
    const { bytes } = await asked('/api', '');
    expect(bytes.byteLength).toBeLessThan(3_500_000);
    expect(bytes.toString().match(/NOT_FOUND/g)?.length).toBeLessThan(10);
  });
});
