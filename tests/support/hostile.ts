import fc from 'fast-check';
import type { z } from 'zod';
import { cursorOf } from '#kernel/contract/paging.ts';

type Schema = Exclude<z.core.JSONSchema._JSONSchema, boolean>;

/** What is known of a house and may be tried in the wrong place: ids of all kinds, keys of private links. */
export type Loot = { ids: readonly string[]; keys: readonly string[] };

const EMAIL = 'somebody@example.org';
/** A name of no table of ours, so that an echo of it is no leak. */
const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff\ud800y',
  '\u202egpj.exe\u2066',
  '\u200b\u200c\u200d\ufeff',
  "'; drop table students; --",
  "1' or '1'='1",
  '%_\\',
  '{{ 7 | times: 7 }}{% for a in (1..1000000000) %}x{% endfor %}',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what somebody would type
  '${7*7}#{7*7}`id`$(id)',
  '../../../../etc/passwd',
  'file:///etc/passwd',
  'https://user:pass@127.0.0.1:5432/a/b',
  'http://[::ffff:169.254.169.254]/latest',
  'javascript:alert(1)',
  'a\r\nBcc: everybody@example.org\r\n\r\nx',
  '=cmd|"/c calc"!A1',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '-0',
  '1e309',
  '0x7fffffff',
  '99999999999999999999999999',
  'x'.repeat(10_001),
  'a\u0301'.repeat(600),
  '😀'.repeat(251),
  'Größe ẞ İı ﷽',
];
const HUGE = 'y'.repeat(1_000_000);
const DAYS = [
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '2026-02-30',
  '+275760-09-13',
  '-271821-04-20',
  '5000000-01-01',
];
const INSTANTS = [
  '0000-01-01T00:00:00Z',
  '0000-12-31T23:59:60Z',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59.999999999Z',
  '9999-12-31T23:59:59-12:00',
  '+275760-09-13T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  '2026-03-29T02:30:00.123456789123Z',
  '2026-01-01T00:00:00',
  '2026-01-01T24:00:00Z',
  'infinity',
  'now',
];
const NUMBERS = [0, -0, -1, 1.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, -(2 ** 53), 2 ** 63, 1e21, 1e308, -1e308, 5e-324];
const NIL = '00000000-0000-0000-0000-000000000000';

/** Page markers of other lists, and such as nobody made. */
const CURSORS = [
  ...[
    null,
    '',
    '0',
    'x',
    '\0',
    '2026',
    '0000-01-01',
    'infinity',
    '2026-03-10T09:00:00Z',
    1,
    -0,
    1.5,
    1e300,
    2 ** 63,
  ].map((sort) => cursorOf([sort, NIL])),
  cursorOf(['2026-03-10T09:00:00Z', '-'.repeat(36)]),
  cursorOf(['+275760-09-13T00:00:00Z', NIL]),
  Buffer.from(`[1e400,"${NIL}"]`).toString('base64url'),
  Buffer.from('["\\ud800",{}]').toString('base64url'),
  Buffer.from('['.repeat(200)).toString('base64url'),
  'nonsense',
];

const nested = (depth: number): unknown => {
  let value: unknown = 'deep';
  for (let i = 0; i < depth; i++) value = i % 2 ? { a: value } : [value];
  return value;
};

/** JSON keeps `__proto__` as a key of one's own, as a parser makes it. */
const poisoned = (): unknown =>
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');

/** Anything that JSON can say, where nothing of the kind is expected. */
export const junk = (loot: Loot): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...TEXTS) },
    { weight: 1, arbitrary: fc.constant(HUGE) },
    { weight: 3, arbitrary: fc.constantFrom(...NUMBERS) },
    { weight: 2, arbitrary: fc.constantFrom(...DAYS, ...INSTANTS, ...CURSORS) },
    { weight: 2, arbitrary: fc.constantFrom(...loot.ids, ...loot.keys, NIL) },
    { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null]) },
    { weight: 1, arbitrary: fc.constant(null).map(poisoned) },
    { weight: 1, arbitrary: fc.constantFrom(50, 3000).map(nested) },
    { weight: 1, arbitrary: fc.constantFrom(201, 20_000).map((n) => Array.from({ length: n }, (_, i) => `i${i}`)) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  );

/** Of the type that is asked for, and as nasty as that lets it be: most of it comes past the parser. */
function nasty(schema: Schema, loot: Loot): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((choice) => nasty(choice as Schema, loot)));
  switch (schema.type) {
    case 'object':
      return objectOf(schema, (key) => nasty(key, loot));
    case 'array':
      return fc.array(nasty((schema.items ?? {}) as Schema, loot), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 5, 5)),
      });
    case 'string':
      return textOf(schema, loot);
    case 'number':
    case 'integer':
      return fc.oneof(
        fc.constantFrom(...NUMBERS.filter((n) => schema.type === 'number' || Number.isInteger(n))),
        fc.constantFrom(schema.minimum ?? 0, Math.min(schema.maximum ?? 1000, Number.MAX_SAFE_INTEGER)),
      );
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return junk(loot);
  }
}

function objectOf(schema: Schema, valued: (schema: Schema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([key, value]) => [key, valued(value as Schema)] as const,
  );
  if (properties.length === 0 && typeof schema.additionalProperties === 'object')
    return fc.dictionary(fc.constantFrom(...TEXTS.slice(0, 30)), valued(schema.additionalProperties as Schema), {
      maxKeys: 4,
    });
  return fc.record(Object.fromEntries(properties), { requiredKeys: schema.required ?? [] });
}

function textOf(schema: Schema, loot: Loot): fc.Arbitrary<string> {
  const cut = (text: string) => {
    const long = schema.maxLength === undefined ? text : text.slice(0, schema.maxLength);
    return long.padEnd(schema.minLength ?? 0, 'x');
  };
  switch (schema.format) {
    case 'uuid':
      return fc.constantFrom(...loot.ids, ...loot.ids, NIL, NIL.replaceAll('0', 'f'));
    case 'date-time':
      return fc.constantFrom(...INSTANTS.slice(0, 5), '2026-03-10T09:00:00Z');
    case 'date':
      return fc.constantFrom(...DAYS.slice(0, 3), '2027-01-01');
    case 'email':
      return fc.constantFrom(EMAIL, `${'a'.repeat(64)}@example.org`, "o'neil+x@example.org");
    case 'uri':
      return fc.constantFrom('https://example.org/x', 'javascript:alert(1)', 'http://127.0.0.1/');
  }
  const pattern = schema.pattern === undefined ? null : new RegExp(schema.pattern, 'u');
  const fitting = [...loot.keys, 'open-source', 'DE', 'application', 'de', 'Europe/Berlin', ...TEXTS.map(cut)].filter(
    (text) => pattern === null || pattern.test(text),
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(fitting.length > 0 ? fitting : ['x'])) },
    { weight: 1, arbitrary: fc.constantFrom(...CURSORS, EMAIL, 'open-source', 'x', '7') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: Math.min(schema.maxLength ?? 200, 200) }).map(cut) },
  );
}

/** Any field may be missing, of another type, or one that nobody asked for. */
function broken(schema: Schema, loot: Loot): fc.Arbitrary<unknown> {
  if (schema.type !== 'object') return junk(loot);
  const mixed = objectOf(schema, (value) =>
    fc.oneof({ weight: 3, arbitrary: nasty(value, loot) }, { weight: 1, arbitrary: broken(value, loot) }),
  );
  const extra = fc.dictionary(
    fc.constantFrom('__proto__', 'constructor', 'extra', '', 'a.b[c]', '0', 'then'),
    junk(loot),
    {
      maxKeys: 2,
    },
  );
  const missing = fc.constantFrom(...(schema.required ?? []), 'nothing');
  return fc.tuple(mixed, extra, missing).map(([input, more, left]) => {
    const all = Object.assign(Object.create(null), input, more) as Record<string, unknown>;
    delete all[left];
    return all;
  });
}

/** Inputs for one operation, made from its own schema: right types with nasty values, broken ones, and plain junk. */
export const hostileInput = (schema: Schema, loot: Loot): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: nasty(schema, loot) },
    { weight: 3, arbitrary: broken(schema, loot) },
    { weight: 1, arbitrary: junk(loot) },
  );

/** Fields as a query string has them: `a[0]=x&b[c]=y`. */
export function queryOf(input: unknown): string {
  const found: string[] = [];
  const walk = (name: string, value: unknown, depth: number) => {
    if (found.length > 2000 || depth > 200) return;
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(name ? `${name}[${key}]` : key, inner, depth + 1);
    } else found.push(`${encode(name)}=${encode(String(value))}`);
  };
  walk('', input, 0);
  return found.join('&');
}

export const encode = (text: string): string => encodeURIComponent(text.toWellFormed());
