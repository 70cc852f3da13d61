import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { kernelHouse } from '#tests/support/kernel-house.ts';
import { KEY_FILE, loadKeyring, readSetting } from './key-file.ts';
import { CannotOpen, keyIdOf, keyring, open, seal, secretKey } from './seal.ts';
import { newToken, sameToken, tokenHash } from './token.ts';
import { checkKeyring, keepSecret, readSecret, resealSecrets } from './vault.ts';

const [one, two] = [secretKey(Buffer.alloc(32, 1)), secretKey(Buffer.alloc(32, 2))];

describe('a sealed value', () => {
  test('opens with its key and name, and never looks the same twice (property)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, name) => {
        const sealed = seal(keyring(one), name, plain);
        expect(open(keyring(one), name, sealed)).toBe(plain);
        expect(seal(keyring(one), name, plain).equals(sealed)).toBe(false);
      }),
    );
  });

  test('opens under no other name and no other key, and not with any bit changed', () => {
    const sealed = seal(keyring(one), 'smtp', 'hush');
    expect(() => open(keyring(one), 'smtp2', sealed)).toThrow(CannotOpen);
    expect(() => open(keyring(two), 'smtp', sealed)).toThrow(/GUILDHALL_SECRET_KEY/);
    for (let at = 0; at < sealed.length * 8; at++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8((changed[at >> 3] ?? 0) ^ (1 << (at & 7)), at >> 3);
      expect(() => open(keyring(one), 'smtp', changed)).toThrow(CannotOpen);
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => open(keyring(one), 'smtp', sealed.subarray(0, length))).toThrow(CannotOpen);
    expect(sealed.toString('latin1')).not.toContain('hush');
  });

  test('still opens after the key was changed, as long as the old key follows', () => {
    const sealed = seal(keyring(one), 'smtp', 'hush');
    expect(open(keyring(two, one), 'smtp', sealed)).toBe('hush');
    expect(keyIdOf(seal(keyring(two, one), 'smtp', 'hush'))).toBe(two.id);
  });
});

describe('tokens', () => {
  test('carry 256 bits, differ, and are looked up by a hash', () => {
    const tokens = new Set(Array.from({ length: 1000 }, newToken));
    expect(tokens.size).toBe(1000);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const [token = ''] = tokens;
    expect(tokenHash(token)).toHaveLength(32);
    expect(tokenHash(token).equals(tokenHash(token))).toBe(true);
    expect([sameToken(token, token), sameToken(token, `${token}x`), sameToken('', token)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('the key of an installation', () => {
  const folders: string[] = [];
  const folder = async () => {
    const made = await mkdtemp(join(tmpdir(), 'guildhall-test-key-'));
    folders.push(made);
    return join(made, 'data');
  };
  afterAll(async () => {
    for (const each of folders) await rm(each, { recursive: true });
  });

  test('is made once, though many start at once, and only its owner can read it', async () => {
    const data = await folder();
    const rings = await Promise.all(Array.from({ length: 8 }, () => loadKeyring({ setting: undefined, folder: data })));
    expect(new Set(rings.map((ring) => ring.current.id)).size).toBe(1);
    expect((await stat(join(data, KEY_FILE))).mode & 0o777).toBe(0o600);
    expect(await readdir(data)).toEqual([KEY_FILE]);
    expect((await loadKeyring({ setting: ' ', folder: data })).current.id).toBe(rings[0]?.current.id);
  });

  test('comes from the setting where there is one, and then no file is made', async () => {
    const data = await folder();
    for (const form of ['hex', 'base64', 'base64url'] as const) {
      expect((await loadKeyring({ setting: one.bytes.toString(form), folder: data })).current.id).toBe(one.id);
    }
    const ring = readSetting(`${two.bytes.toString('base64')}, ${one.bytes.toString('hex')}`);
    expect([ring.current.id, [...ring.all.keys()].sort()]).toEqual([two.id, [one.id, two.id].sort()]);
    expect(existsSync(data)).toBe(false);
  });

  test.each(['short', 'z'.repeat(64), 'a'.repeat(63), `${'a'.repeat(64)},x`, ','])(
    '%j is refused without being shown',
    (setting) => {
      expect(() => readSetting(setting)).toThrow(/GUILDHALL_SECRET_KEY/);
      try {
        readSetting(setting);
      } catch (error) {
        if (setting.length > 1) expect(String(error)).not.toContain(setting);
      }
    },
  );

  test('a damaged key file is an error, not a new key', async () => {
    const data = await folder();
    await loadKeyring({ setting: undefined, folder: data });
    const path = join(data, KEY_FILE);
    const { writeFile } = await import('node:fs/promises');
    await writeFile(path, 'nonsense');
    await expect(loadKeyring({ setting: undefined, folder: data })).rejects.toThrow(/key file/);
    expect(await readFile(path, 'utf8')).toBe('nonsense');
  });
});

describe('secrets in the database', async () => {
  const house = await kernelHouse([]);

  test('are kept sealed, changed, forgotten', async () => {
    await house.act((c) => keepSecret(c, 'smtp', 'hush'));
    expect(await house.act((c) => readSecret(c, 'smtp'))).toBe('hush');
    await house.act((c) => keepSecret(c, 'smtp', 'other'));
    expect(await house.act((c) => readSecret(c, 'smtp'))).toBe('other');
    const kept = await sql<{ sealed: Buffer }>`select sealed from house.secrets`.execute(house.database.kysely);
    expect(kept.rows[0]?.sealed.toString('latin1')).not.toContain('other');
    await house.act((c) => keepSecret(c, 'smtp', null));
    expect(await house.act((c) => readSecret(c, 'smtp'))).toBeNull();
  });

  test('cannot be swapped for one another in the database', async () => {
    await house.act((c) => keepSecret(c, 'a', 'x'));
    await sql`insert into house.secrets (name, sealed) select 'b', sealed from house.secrets where name = 'a'`.execute(
      house.database.kysely,
    );
    await expect(house.act((c) => readSecret(c, 'b'))).rejects.toThrow(CannotOpen);
    await house.act((c) => keepSecret(c, 'b', null));
  });

  test('are sealed anew after the key was changed', async () => {
    const before = house.secrets;
    await house.act((c) => keepSecret(c, 'a', 'x'));
    house.secrets = keyring(two, before.current);
    expect(await house.act(resealSecrets)).toBe(1);
    expect(await house.act(resealSecrets)).toBe(0);
    house.secrets = keyring(two);
    expect(await house.act((c) => readSecret(c, 'a'))).toBe('x');
    house.secrets = before;
  });

  test('a node with another key does not start; one with a newer key and the old one does', async () => {
    await house.act((c) => checkKeyring(c, keyring(one)));
    await house.act((c) => checkKeyring(c, keyring(one)));
    await expect(house.act((c) => checkKeyring(c, keyring(two)))).rejects.toThrow(
      /set GUILDHALL_SECRET_KEY to the same value/,
    );
    await house.act((c) => checkKeyring(c, keyring(two, one)));
    await house.act((c) => checkKeyring(c, keyring(two)));
    await expect(house.act((c) => checkKeyring(c, keyring(one)))).rejects.toThrow();
  });
});
