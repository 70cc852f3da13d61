import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type OperationEntry, operationsOf } from '#kernel/contract/router.ts';
import { testHouse } from '#tests/support/house.ts';
import { matrixOf } from './permission-matrix.ts';
import { doorsOnly, expected, knock, type Outcome, walkers } from './walk.ts';

const OPEN_TO_ALL = ['public', 'link', 'signed-in'];

describe('who may do what', async () => {
  const house = await testHouse();
  const operations = operationsOf(house.house);
  const everybody = await walkers(house);
  const doors = doorsOnly(house.house);
  const outcomes = new Map<string, Map<string, Outcome>>();
  for (const operation of operations) {
    const row = new Map<string, Outcome>();
    for (const walker of everybody) row.set(walker.name, await knock(doors, operation, walker));
    outcomes.set(operation.name, row);
  }

  test.each(operations.map((o) => [o.name, o] as const))(
    '%s opens to those whom its contract names',
    (name, operation) => {
      const wanted = Object.fromEntries(everybody.map((w) => [w.name, expected(house.house, operation, w)]));
      expect(Object.fromEntries(outcomes.get(name) ?? [])).toEqual(wanted);
    },
  );

  test('the walk would notice a door left open, and one that nobody can open', () => {
    const all = [...outcomes.values()].flatMap((row) => [...row.values()]);
    for (const outcome of ['open', 'unauthenticated', 'forbidden', 'not-found'] as const)
      expect(all).toContain(outcome);
    for (const [name, row] of outcomes) expect([name, row.get('owner for all')]).toEqual([name, 'open']);
  });

  test('every permission that an operation asks for is defined once, by a module, and asked for by its own operations', () => {
    const defined = house.house.modules.flatMap((m) => (m.permissions ?? []).map((p) => p.name));
    expect(defined.toSorted()).toEqual([...new Set(defined)].toSorted());
    const unknown = operations.filter(
      (o) => !OPEN_TO_ALL.includes(o.meta.permission) && !defined.includes(o.meta.permission),
    );
    expect(unknown.map((o) => `${o.name}: ${o.meta.permission}`)).toEqual([]);
  });

  test('every scope is read from a required text of the input, and resolved by a module', () => {
    const faults = operations.flatMap((o) => scopeFault(o, house.house.scopes) ?? []);
    expect(faults).toEqual([]);
  });

  test('a record that is not there is not found, for everybody who may look', async () => {
    const nowhere = {
      ...house.house,
      scopes: new Map([...house.house.scopes.keys()].map((kind) => [kind, async () => null])),
    };
    const owner = everybody.find((w) => w.name === 'owner for all');
    const scoped = operations.filter((o) => typeof o.meta.scope === 'object' && o.meta.scope.kind !== 'program');
    expect(scoped.length).toBeGreaterThan(0);
    for (const operation of scoped) expect(owner && (await knock(nowhere, operation, owner))).toBe('not-found');
  });

  test('over HTTP a stranger gets nothing out of a guarded operation, whatever is sent', async () => {
    let welcomed = 0;
    for (const operation of operations.filter((o) => !['public', 'link'].includes(o.meta.permission))) {
      const schema = operation.procedure['~orpc'].inputSchema as z.ZodType | undefined;
      for (const json of [{}, exampleOf(operation)]) {
        const response = await house.request(`/rpc/${operation.path.join('/')}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ json }),
        });
        const parses = schema === undefined || schema.safeParse(json).success;
        expect([operation.name, response.status]).toEqual([operation.name, parses ? 401 : 400]);
        welcomed += parses ? 1 : 0;
      }
    }
    expect(welcomed).toBeGreaterThan(operations.length / 3);
  });

  test('docs/permissions.md says the same', async () => {
    await expect(matrixOf(house.house, operations, outcomes)).toMatchFileSnapshot('../../docs/permissions.md');
  });
});

function scopeFault({ name, meta, procedure }: OperationEntry, scopes: ReadonlyMap<string, unknown>): string | null {
  if (typeof meta.scope !== 'object') return null;
  const { kind, field } = meta.scope;
  if (kind !== 'program' && !scopes.has(kind)) return `${name}: nobody resolves a ${kind}`;
  const schema = z.toJSONSchema(procedure['~orpc'].inputSchema as z.ZodType, { io: 'input', unrepresentable: 'any' });
  const type = (schema.properties?.[field] as { type?: string } | undefined)?.type;
  return type === 'string' && schema.required?.includes(field)
    ? null
    : `${name}: ${field} is not a required text of the input`;
}

/** An input of about the right shape: enough to come past the parser in most cases. */
function exampleOf({ procedure }: OperationEntry): unknown {
  const schema = procedure['~orpc'].inputSchema as z.ZodType | undefined;
  return schema ? example(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })) : {};
}

type Schema = Exclude<z.core.JSONSchema._JSONSchema, boolean>;

function example(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0];
  if (choice) return example(choice as Schema);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, example((schema.properties?.[key] ?? {}) as Schema)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => example((schema.items ?? {}) as Schema));
    case 'string':
      return (
        { uuid: '019aa000-0000-7000-8000-000000000001', 'date-time': '2026-03-10T09:00:00Z', email: 'a@example.org' }[
          schema.format ?? ''
        ] ?? 'x'.repeat(Math.max(1, schema.minLength ?? 1))
      );
    case 'number':
    case 'integer':
      return schema.minimum ?? 1;
    case 'boolean':
      return false;
    default:
      return null;
  }
}
