import { argon2 } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { passwordFault } from './password.ts';
import { COST, hashPassword, verifyPassword } from './password-hash.ts';

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>();
  return { ...real, argon2: vi.fn(real.argon2) };
});

const chooser = { name: 'Ada King', mail: 'ada.king@example.org', organisation: 'Marble Clock' };
const fault = (password: string) => passwordFault(password, chooser);

describe('a new password', () => {
  test.each([
    'correct teapot marsh lantern',
    'Zu7 kleine Fische im Fluss',
    'x9!Lq2#vT8mK',
    '我的密码是一只会飞的蓝色大象',
    'pasture-password-moon-42-wheel',
    '839201746552',
  ])('%s will do', (password) => {
    expect(fault(password)).toBeNull();
  });

  test.each(['', 'short', 'elevenchars', 'x'.repeat(11)])('%s is too short', (password) => {
    expect(fault(password)).toMatch(/at least 12 characters/);
  });

  test('is counted in characters, not in bytes', () => {
    expect(fault('🦊🐻🐼🐨🐯🦁')).toMatch(/these are 6/);
    expect(fault('a1b2'.repeat(70))).toMatch(/at most 256/);
  });

  test.each([
    'Password1234',
    'P4ssw0rd2024!',
    'passwordpassword',
    'qwertyuiop[]1',
    'qwertyuiopas',
    '123456789012',
    '210987654321',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'abcdefghijkl',
    'iloveyou1234',
    'Welcome12345',
    'letmein!!!!!',
    '1qaz2wsx3edc',
    'administrator',
    'correcthorsebatterystaple',
    'ChangeMe2026',
  ])('%s is among the first that are tried', (password) => {
    expect(fault(password)).toMatch(/tried first/);
  });

  test.each(['adaking12345', 'ada.king@example.org', 'MarbleClock2026', 'King-Ada-Marble'])(
    '%s is about its owner',
    (password) => {
      expect(fault(password)).toMatch(/name, mail address or organisation/);
    },
  );
});

describe('a kept password', () => {
  test('opens with itself only, and is kept as argon2id of the stated cost', async () => {
    const hash = await hashPassword('correct teapot marsh lantern');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await verifyPassword('correct teapot marsh lantern', hash)).toEqual({ right: true, outdated: false });
    expect(await verifyPassword('Correct teapot marsh lantern', hash)).toEqual({ right: false, outdated: false });
    expect(await hashPassword('correct teapot marsh lantern')).not.toBe(hash);
  });

  test('is the same however its letters were typed', async () => {
    const hash = await hashPassword('caf\u00e9 au lait et croissant');
    expect((await verifyPassword('cafe\u0301 au lait et croissant', hash)).right).toBe(true);
  });

  test('of another cost still opens, and asks to be made anew', async () => {
    const hash = await hashPassword('correct teapot marsh lantern', { memory: 8192, passes: 1, parallelism: 1 });
    expect(await verifyPassword('correct teapot marsh lantern', hash)).toEqual({ right: true, outdated: true });
    expect((await verifyPassword('wrong teapot marsh lantern', hash)).right).toBe(false);
  });

  test('a damaged hash opens for nobody', async () => {
    for (const damaged of ['', 'plain', '$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA', '$argon2id$v=19$m=8,t=1,p=1$$']) {
      expect((await verifyPassword('', damaged)).right).toBe(false);
    }
  });

  test('an unknown account costs as much work as a known one', async () => {
    const hash = await hashPassword('correct teapot marsh lantern');
    const workFor = async (kept: string | null) => {
      vi.mocked(argon2).mockClear();
      await verifyPassword('wrong teapot marsh lantern', kept);
      return vi.mocked(argon2).mock.calls.map(([, cost]) => [cost.memory, cost.passes, cost.parallelism]);
    };
    const known = await workFor(hash);
    expect(known).toEqual([[COST.memory, COST.passes, COST.parallelism]]);
    expect(await workFor(null)).toEqual(known);
    expect(COST).toEqual({ memory: 19_456, passes: 2, parallelism: 1 });
  });
});
