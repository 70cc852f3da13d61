import { describe, expect, test } from 'vitest';
import { newKey, sendSafely } from './sending.ts';

const request = () =>
  new Request('http://house.test/rpc', { method: 'POST', body: 'x', headers: { 'idempotency-key': 'k' } });
const noWait = async () => {};

describe('sending', () => {
  test('a key is a version 4 UUID and never the same twice', () => {
    const keys = new Set(Array.from({ length: 100 }, newKey));
    expect(keys.size).toBe(100);
    for (const key of keys)
      expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('a call cut off by the network goes again with the same key and body', async () => {
    const seen: string[] = [];
    const answer = await sendSafely(
      request(),
      async (r) => {
        seen.push(`${r.headers.get('idempotency-key')}:${await r.text()}`);
        if (seen.length < 3) throw new TypeError('cut off');
        return new Response('done');
      },
      noWait,
    );
    expect(await answer.text()).toBe('done');
    expect(seen).toEqual(['k:x', 'k:x', 'k:x']);
  });

  test('an answer is never asked for twice, whatever its status', async () => {
    let calls = 0;
    const answer = await sendSafely(request(), async () => new Response(`${++calls}`, { status: 503 }), noWait);
    expect([answer.status, calls]).toEqual([503, 1]);
  });

  test('gives up after three and says why', async () => {
    let calls = 0;
    const sent = sendSafely(
      request(),
      async () => {
        calls++;
        throw new TypeError('cut off');
      },
      noWait,
    );
    await expect(sent).rejects.toThrow('cut off');
    expect(calls).toBe(3);
  });

  test('a call the page gave up is not repeated', async () => {
    const stop = new AbortController();
    let calls = 0;
    const sent = sendSafely(
      new Request('http://house.test/', { signal: stop.signal }),
      async () => {
        calls++;
        stop.abort();
        throw new DOMException('aborted', 'AbortError');
      },
      noWait,
    );
    await expect(sent).rejects.toThrow('aborted');
    expect(calls).toBe(1);
  });
});
