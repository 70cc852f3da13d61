import { beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '#kernel/database/connect.ts';
import { emptyDatabase } from '#tests/support/database.ts';
import { readCatalogue } from './catalogue.ts';
import { printSchema } from './print.ts';
import { tableTypes } from './table-types.ts';

/** What stands in the catalogue after these statements in an empty database. */
async function outcomeOf(sql: string) {
  const fresh = await emptyDatabase();
  const database: Database = openDatabase(fresh.url, { max: 1 });
  try {
    await database.pool.query(sql);
    return await readCatalogue(database.pool);
  } finally {
    await database.close();
    await fresh.drop();
  }
}

const STATEMENTS = `
  create extension pg_trgm;
  create schema trial;
  create schema work;
  create schema graphile_worker;
  create table graphile_worker.hidden (a int);
  create type trial.mood as enum ('good', 'it''s bad');
  create domain trial.short as text check (length(value) < 5);
  create function trial.touch() returns trigger language plpgsql as $$ begin return new; end $$;
  create table trial.all_kinds (
    id bigint generated always as identity primary key,
    mood trial.mood not null default 'good',
    code trial.short,
    data jsonb not null default '{}',
    tags text[] not null,
    at timestamptz not null default now(),
    days date[],
    amount numeric(10, 2),
    span tstzrange,
    twice text generated always as (code || code) stored,
    exclude using gist (span with &&)
  );
  create index all_kinds_tags on trial.all_kinds using gin (tags) where amount > 0;
  create trigger touch before update on trial.all_kinds for each row execute function trial.touch();
  create view trial.seen as select id, code from trial.all_kinds;
  comment on column trial.seen.id is 'not null';
  create table work.notes (id uuid primary key default uuidv7(), about bigint references trial.all_kinds on delete cascade);`;

describe('the outcome of migrations', () => {
  let text: string;
  let types: ReturnType<typeof tableTypes>;
  beforeAll(async () => {
    const catalogue = await outcomeOf(STATEMENTS);
    text = printSchema(catalogue);
    types = tableTypes(catalogue);
  });

  test('as SQL: it makes the same database again, and prints the same', async () => {
    // Identity and order aside, the print is SQL: foreign keys and functions need what they name to be there first.
    const blocks = text.split('\n\n').filter((block) => !block.startsWith('CREATE OR REPLACE FUNCTION'));
    const functions = text.slice(text.indexOf('CREATE OR REPLACE FUNCTION'), text.indexOf('$function$;') + 11);
    const [before, tables] = [
      blocks.filter((b) => !/^create (table|view)/.test(b)),
      blocks.filter((b) => /^create (table|view)/.test(b)),
    ];
    const again = await outcomeOf([...before, functions, ...tables].join('\n\n'));
    expect(printSchema(again)).toBe(text);
    expect(text).toContain('create type trial.mood');
    expect(text).toContain('EXCLUDE USING gist');
    expect(text).not.toContain('hidden');
    expect(text).not.toContain('similarity');
  });

  test('as types: one file for the kernel, one for each module', () => {
    expect(types.map((file) => file.path)).toEqual([
      'src/kernel/database/tables.generated.ts',
      'src/modules/trial/tables.generated.ts',
    ]);
    expect(types[0]?.text).toContain("'work.notes': WorkNotes;");
    expect(types[0]?.text).not.toContain('Trial');
  });

  test('as types: what a column holds, may miss, and who writes it', () => {
    const trial = types[1]?.text ?? '';
    for (const line of [
      'id: ReadOnly<number>;',
      "mood: Generated<'good' | 'it\\'s bad'>;",
      'code: string | null;',
      'data: Generated<JsonColumn>;',
      'tags: string[];',
      'at: Generated<Temporal.Instant>;',
      'days: Temporal.PlainDate[] | null;',
      'amount: string | null;',
      'twice: ReadOnly<string | null>;',
    ]) {
      expect(trial).toContain(`  ${line}\n`);
    }
    expect(trial).toMatch(/interface TrialSeen \{\n {2}id: ReadOnly<number>;\n {2}code: ReadOnly<string \| null>;\n\}/);
  });
});

test('a time without its zone is refused by the name of its column', async () => {
  const catalogue = await outcomeOf('create schema trial; create table trial.t (at timestamp)');
  expect(() => tableTypes(catalogue)).toThrow(/trial\.t\.at .*timestamptz/s);
});

test('a table without an owner is refused', async () => {
  const catalogue = await outcomeOf('create table stray (a int)');
  expect(() => tableTypes(catalogue)).toThrow('stray');
});
