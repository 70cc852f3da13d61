import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { newSecret, signedHeaders } from './signature.ts';

test('the guide’s example takes what we sign and nothing else', async () => {
  const guide = readFileSync(new URL('../../../docs/guides/webhooks.md', import.meta.url), 'utf8');
  const source = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const { verify } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`)) as {
    verify: (secret: string, headers: Record<string, string>, body: string) => boolean;
  };
  const [old, fresh] = [newSecret(), newSecret()];
  const now = Math.floor(Date.now() / 1000);
  const headers = signedHeaders([fresh, old], 'one', now, '{}');
  expect([verify(fresh, headers, '{}'), verify(old, headers, '{}')]).toEqual([true, true]);
  expect([verify(newSecret(), headers, '{}'), verify(old, headers, '{ }')]).toEqual([false, false]);
  expect(verify(old, signedHeaders([old], 'one', now - 600, '{}'), '{}')).toBe(false);
});
