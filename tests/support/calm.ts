import { expect } from 'vitest';

/** What must never reach anybody: our code, our database, our machine. */
const LEAKS =
  /\bat \w[\w.]* \(|node_modules|\.[jt]sx?:\d+|file:\/\/\/(?!etc)|select .* from |insert into|violates|relation "|column "|\bpg_|ECONN|[a-z]Error:|syntax error|duplicate key/i;

const CODES: Record<number, readonly string[]> = {
  400: ['INVALID'],
  401: ['UNAUTHENTICATED'],
  403: ['FORBIDDEN'],
  404: ['NOT_FOUND'],
  409: ['REFUSED'],
  413: ['INVALID'],
  429: ['LIMITED'],
  503: ['UNAVAILABLE'],
};

export type CalmAnswer = { status: number; body: unknown };

/** No answer of an operation is larger than a page of rows or an export needs. */
const LARGEST_ANSWER = 2_000_000;

/**
 * Reads an operation's answer and expects it to be calm: never a 5xx; a fault has our shape, is small, and names nothing
 * of ours; every answer carries its headers. `tables` are names such as `programs.applications`.
 */
export async function expectCalm(response: Response, what: string, tables: readonly string[]): Promise<CalmAnswer> {
  const text = await response.text();
  const said = `${what}\n-> ${response.status} ${text.slice(0, 500)}`;
  expect(response.status, said).toBeLessThan(500);
  expect(text.length, said).toBeLessThan(response.status < 400 ? LARGEST_ANSWER : 40_000);
  expect(response.headers.get('cache-control'), said).toBe('no-store');
  expect(response.headers.get('x-content-type-options'), said).toBe('nosniff');
  expect(response.headers.get('content-security-policy'), said).toContain("frame-ancestors 'none'");
  const parsed: unknown = text === '' ? null : JSON.parse(text);
  const body = what.startsWith('/rpc') && hasJson(parsed) ? parsed.json : parsed;
  if (response.status >= 400) {
    expect(text.match(LEAKS)?.[0], said).toBeUndefined();
    expect(
      tables.filter((name) => text.includes(name)),
      said,
    ).toEqual([]);
    expect(body, said).toMatchObject({ code: expect.any(String), message: expect.any(String), data: {} });
    expect(CODES[response.status] ?? [], said).toContain((body as { code: string }).code);
    expect((body as { message: string }).message.length, said).toBeGreaterThan(5);
  }
  return { status: response.status, body };
}

const hasJson = (value: unknown): value is { json: unknown } =>
  typeof value === 'object' && value !== null && 'json' in value;
