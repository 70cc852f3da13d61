import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const checked = (env: Record<string, string>) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts')], { env, encoding: 'utf8' });

test('what starts Guildhall learns of every fault of the settings before anything is built', () => {
  const found = checked({ PORT: 'http', GUILDHALL_DATE: '/srv' });
  expect(found.status).toBe(2);
  expect(found.stderr).toContain('PORT must be a whole number');
  expect(found.stderr).toContain('GUILDHALL_DATE is not a setting');
  expect(found.stderr).not.toContain('    at ');
});

test('it says nothing of settings that can be used', () => {
  const found = checked({ PORT: '8080' });
  expect([found.status, found.stderr, found.stdout]).toEqual([0, '', '']);
});
