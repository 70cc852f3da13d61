import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type OperationEntry, operationsOf } from '#kernel/contract/router.ts';
import { busyProgram } from '#tests/support/busy-program.ts';
import { expectCalm } from '#tests/support/calm.ts';
import { encode, hostileInput, type Loot, queryOf } from '#tests/support/hostile.ts';
import { testHouse } from '#tests/support/house.ts';

/** Inputs for each operation, four times: by pages and by programs, as an owner and as a stranger. "bin/prove" sends thousands. */
const RUNS = Number(process.env.GUILDHALL_FUZZ_RUNS ?? (process.env.GUILDHALL_PROVE === 'full' ? 500 : 3));
/** Counting the rows of all tables takes longer than a request: in a long run it is done around one request in so many. */
const COUNTED = RUNS > 30 ? 25 : 1;
const house = await testHouse();
const operations = operationsOf(house.house);
/** What may change although a request was refused: counts of tries, and when a token was last used (no new row). */
const UNCOUNTED = ['house.limits'];
let tables: string[] = [];
let countAll = '';
let loot: Loot = { ids: [], keys: [] };

beforeAll(async () => {
  const { keys } = await busyProgram(house);
  const found = await house.rows<{ name: string; id: boolean }>(`
    select t.table_schema || '.' || t.table_name as name, bool_or(c.column_name = 'id' and c.data_type = 'uuid') as id
    from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and t.table_schema not in ('pg_catalog', 'information_schema')
    group by 1 order by 1`);
  tables = found.map((t) => t.name);
  const written = tables.filter((name) => !UNCOUNTED.includes(name));
  countAll = written.map((name) => `select '${name}' as name, count(*)::int as n from ${name}`).join(' union all ');
  const ids: string[] = [];
  for (const { name, id } of found)
    if (id) ids.push(...(await house.rows<{ id: string }>(`select id from ${name} limit 2`)).map((row) => row.id));
  loot = { ids, keys };
});

const schemaOf = ({ procedure }: OperationEntry) => {
  const schema = procedure['~orpc'].inputSchema as z.ZodType | undefined;
  return z.toJSONSchema(schema ?? z.object({}), { io: 'input', unrepresentable: 'any' });
};

const rowCounts = async () =>
  Object.fromEntries((await house.rows<{ name: string; n: number }>(countAll)).map((row) => [row.name, row.n]));

type Wire = 'rpc' | 'api';

/** The same input as a page sends it (RPC) and as a program sends it (path, query, JSON body). */
function requestOf(wire: Wire, operation: OperationEntry, input: unknown): { path: string; init: RequestInit } {
  const post = (path: string, method: string, body: unknown) => ({
    path,
    init: { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
  });
  if (wire === 'rpc') return post(`/rpc/${operation.path.join('/')}`, 'POST', { json: input });
  const { method = 'POST', path = '/' } = operation.procedure['~orpc'].route;
  const fields = typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input } : null;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = (fields as Record<string, unknown> | null)?.[name];
    if (fields) delete (fields as Record<string, unknown>)[name];
    return encode(String(typeof value === 'object' ? 'object' : (value ?? 'x'))) || 'x';
  });
  if (method !== 'GET') return post(`/api${filled}`, method, fields ?? input);
  return { path: `/api${filled}?${queryOf(fields ?? input)}`, init: {} };
}

async function bother(operation: OperationEntry, wire: Wire, token: string | null): Promise<void> {
  const keepsCount = operation.meta.kind === 'query';
  const atFirst = keepsCount ? await rowCounts() : null;
  let sent = 0;
  const inputs = hostileInput(schemaOf(operation), loot);
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const { path, init } = requestOf(wire, operation, input);
      const headers = { ...(init.headers as object), ...(token ? { authorization: `Bearer ${token}` } : {}) };
      const what = `/${wire} ${operation.name} as ${token ? 'owner' : 'stranger'}: ${(JSON.stringify(input) ?? '').slice(0, 1500)}`;
      // A limit that is used up would keep all that follows from what it is for.
      if (sent % 20 === 0) await house.rows('delete from house.limits');
      const before = !keepsCount && sent % COUNTED === 0 ? await rowCounts() : null;
      sent += 1;
      const { status } = await expectCalm(await house.request(path, { ...init, headers }), what, tables);
      if (token === null && !['public', 'link'].includes(operation.meta.permission))
        expect(status, what).toBeGreaterThanOrEqual(400);
      if (before && status >= 400) expect(await rowCounts(), what).toEqual(before);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  if (atFirst) expect(await rowCounts()).toEqual(atFirst);
}

describe('hostile input at every operation', () => {
  test('there are operations to bother, and loot of all kinds', () => {
    expect(operations.length).toBeGreaterThan(80);
    expect(loot.ids.length).toBeGreaterThan(40);
    expect(loot.keys.length).toBeGreaterThan(5);
  });

  test.each(operations.map((o) => [o.name, o] as const))('%s', async (_name, operation) => {
    // An owner for each, since some operations shut accounts out; and no tries used up by the one before.
    const { token } = await house.as('owner');
    expect(token).toMatch(/^ghl_/);
    // The network that a token comes from is written down when it comes from there first.
    await house.request('/api/me', { headers: { authorization: `Bearer ${token}` } });
    for (const wire of ['rpc', 'api'] as const) {
      for (const who of [token, null]) await bother(operation, wire, who);
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
