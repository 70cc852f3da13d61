import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MIGRATIONS, readMigrations } from './migrate.ts';
import { statementsOf } from './statements.ts';

const texts = (sql: string) => statementsOf(sql).map(({ text }) => text);

describe('the statements of a text', () => {
  test('each with its line, without the comments before it', () => {
    expect(statementsOf('-- a; b\nselect 1;\n\n/* ; */ select 2\n  from t;\n')).toEqual([
      { text: 'select 1', line: 2 },
      { text: 'select 2\n  from t', line: 4 },
    ]);
  });

  test.each([
    [`select 'a;''b'; select 1`, [`select 'a;''b'`, 'select 1']],
    [`select E'a\\';b'; select 1`, [`select E'a\\';b'`, 'select 1']],
    ['select ";"; select 1', ['select ";"', 'select 1']],
    ['do $$ begin; end; $$; select 1', ['do $$ begin; end; $$', 'select 1']],
    ['do $a$ $$;$$ ; $a$; select 1', ['do $a$ $$;$$ ; $a$', 'select 1']],
    [
      'create function f() begin atomic select case when true then 1 end; select 2; end; select 3',
      ['create function f() begin atomic select case when true then 1 end; select 2; end', 'select 3'],
    ],
    ['; ;select 1', ['select 1']],
  ])('%s', (sql, expected) => {
    expect(texts(sql)).toEqual(expected);
  });

  test("the project's own migrations: every statement begins with a verb of SQL", () => {
    for (const { name } of readMigrations(MIGRATIONS)) {
      const found = texts(readFileSync(join(MIGRATIONS, name), 'utf8'));
      expect(found.length, name).toBeGreaterThan(0);
      for (const text of found)
        expect(text, name).toMatch(/^(create|alter|insert|update|delete|drop|comment|do|with|select|set)\b/i);
    }
  });
});
