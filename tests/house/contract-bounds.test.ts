import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type OperationEntry, operationsOf } from '#kernel/contract/router.ts';
import { type BusyProgram, busyProgram } from '#tests/support/busy-program.ts';
import { testHouse } from '#tests/support/house.ts';

type Schema = Exclude<z.core.JSONSchema._JSONSchema, boolean>;

const house = await testHouse();
const operations = operationsOf(house.house);
const schemaOf = ({ procedure }: OperationEntry): Schema =>
  z.toJSONSchema((procedure['~orpc'].inputSchema as z.ZodType | undefined) ?? z.object({}), {
    io: 'input',
    unrepresentable: 'any',
  });

/** Fields without an end: a text or list of any length, a whole number beyond PostgreSQL's integer. */
function boundless(schema: Schema, at: string): string[] {
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return choices.flatMap((choice) => boundless(choice as Schema, at));
  if (schema.const !== undefined || schema.enum) return [];
  switch (schema.type) {
    case 'object':
      return [
        ...Object.entries(schema.properties ?? {}).flatMap(([key, value]) =>
          boundless(value as Schema, `${at}.${key}`),
        ),
        ...(typeof schema.additionalProperties === 'object'
          ? boundless(schema.additionalProperties as Schema, `${at}.*`)
          : []),
      ];
    case 'array':
      return [
        ...(schema.maxItems === undefined ? [`${at}[] of any length`] : []),
        ...boundless((schema.items ?? {}) as Schema, `${at}[]`),
      ];
    case 'string':
      return schema.maxLength === undefined &&
        schema.format === undefined &&
        !/\{\d*,?\d+\}|^\^\S{1,40}\$$/.test(schema.pattern ?? '')
        ? [`${at}: text of any length`]
        : [];
    case 'integer':
      return (schema.maximum ?? 2 ** 53) > 2 ** 31 - 1 ||
        Number(schema.minimum ?? schema.exclusiveMinimum ?? -(2 ** 53)) < -(2 ** 31)
        ? [`${at}: a whole number of any size`]
        : [];
    default:
      return [];
  }
}

test('everything that an operation takes has an end', () => {
  expect(operations.flatMap((o) => boundless(schemaOf(o), o.name))).toEqual([]);
});

const hours = [{ from: '09:00', to: '17:00' }];
/** Inputs of queries that ask for more than names and ids. */
const WHOLE: Record<string, unknown[]> = {
  'access.testProvider': [{ preset: 'openid', issuer: 'https://127.0.0.1', clientId: 'x', secret: 'x' }],
  'mail.testMailbox': [{ imap: { host: '127.0.0.1', port: 9, security: 'none', user: 'x' }, password: 'x' }],
  'work.listViews': [{ list: '/programs/applications' }],
  'programs.previewAct': ['claim', 'assign', 'ask', 'approve', 'refuse', 'undo'].map((act) => ({ act, filters: {} })),
  'calendars.preview': ['UTC', 'Asia/Gaza'].map((zone, n) => ({
    ...{ zone, week: { 1: hours, 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] }, country: n === 0 ? null : 'DE' },
  })),
};

describe('every query answers as its contract says', () => {
  let busy: BusyProgram;
  let ids: Record<string, string[]> = {};
  beforeAll(async () => {
    busy = await busyProgram(house);
    const owner = await house.as('owner');
    const webhook = await owner.webhooks.addEndpoint({ address: 'https://example.org/hook' });
    await owner.webhooks.sendTest({ id: webhook.id });
    const { program } = busy;
    const { policy, policyVersion } = await owner.programs.getProgram({ program });
    const { version } = await owner.programs.publishPolicy({ program, policy, basedOn: policyVersion });
    await owner.programs.moveApplications({ program, version, reason: 'The version in force.' });
    await house.work();
    const tables = await house.rows<{ name: string }>(`
      select table_schema || '.' || table_name as name from information_schema.columns
      where column_name = 'id' and data_type = 'uuid' and table_schema not in ('pg_catalog', 'information_schema')`);
    ids = Object.fromEntries(
      await Promise.all(
        tables.map(async ({ name }) => [
          name,
          (await house.rows<{ id: string }>(`select id from ${name} limit 2`)).map((row) => row.id),
        ]),
      ),
    );
  });

  test.each(operations.filter((o) => o.meta.kind === 'query').map((o) => [o.name, o] as const))(
    '%s',
    async (name, operation) => {
      const { token } = await house.as('owner');
      const [module = '', key = ''] = operation.path;
      const send = async (json: unknown) => {
        const response = await house.request(`/rpc/${module}/${key}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ json }),
        });
        expect(
          response.status,
          `${name} ${JSON.stringify(json)} ${response.status < 500 || (await response.clone().text())}`,
        ).toBeLessThan(500);
        return response.ok;
      };
      let answered = 0;
      for (const input of WHOLE[name] ?? inputsOf(schemaOf(operation))) answered += (await send(input)) ? 1 : 0;
      // There is no open invitation; and no chat program that a channel could be of (channels.test.ts has one).
      if (['access.readInvitation', 'work.testChannel'].includes(name)) return;
      expect(answered, `${name} was never answered`).toBeGreaterThan(0);
    },
  );

  /** Every known value at every required field: somewhere among them are those that the query is for. */
  function inputsOf(schema: Schema): Record<string, unknown>[] {
    const fields = Object.entries(schema.properties ?? {}).filter(([key]) => schema.required?.includes(key));
    const all = Object.values(ids).flat();
    const some = [
      ...all.slice(0, 150),
      ...busy.keys,
      'open-source',
      'programs.confirm-mail',
      'programs.applications-submitted',
    ];
    if (fields.length === 0) return [{}, { limit: 1 }, { limit: 200 }];
    const inputs = fields.some(([, f]) => (f as Schema).format === 'uuid')
      ? all
      : [...some, ...house.house.figures.keys()];
    return inputs.map((value, n) =>
      Object.fromEntries(
        fields.map(([key, field], i) => [
          key,
          (field as Schema).enum?.[0] ??
            (key === 'kind' ? 'application' : i === 0 ? value : inputs[(n + i) % inputs.length]),
        ]),
      ),
    );
  }
});
