import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breach, cycleAmong, everyImport, importsOf, ROOT } from './fence.ts';

const imports = everyImport();

test('nothing reaches over the fence', () => {
  expect(imports.length).toBeGreaterThan(500);
  const breaches = imports.flatMap((i) => (breach(i) ? [`${i.from} -> ${i.to}: ${breach(i)}`] : []));
  expect(breaches).toEqual([]);
});

test('every relative import names a file that is there', () => {
  const missing = imports.filter(
    (i) => i.to.startsWith('src/') && !i.to.endsWith('.css') && !existsSync(join(ROOT, i.to)),
  );
  expect(missing.map((i) => `${i.from} -> ${i.to}`)).toEqual([]);
});

test('modules do not know each other in a circle', () => expect(cycleAmong(imports)).toBeNull());

describe('the fence bites', () => {
  test.each([
    ['src/kernel/ledger/record.ts', "import { x } from '#modules/programs';"],
    ['src/kernel/ledger/record.ts', "import { x } from '../../modules/programs/index.ts';"],
    ['src/modules/community/person.ts', "import { x } from '../programs/standing.ts';"],
    ['src/modules/community/person.ts', "import type { x } from '#modules/programs/standing';"],
    ['src/modules/community/person.ts', "export * from '../../app/house.ts';"],
    ['src/modules/programs/web/pages/board.tsx', "import { stageOf } from '#kernel/context.ts';"],
    ['src/modules/programs/commands/x.ts', "const m = await import('../../access/session.ts');"],
    ['src/web/kit/Page.tsx', "import { spoken } from '#kernel/language/languages.ts';"],
    ['src/web/public/Field.tsx', "import { record } from '#kernel/ledger/record.ts';"],
    ['src/web/kit/Page.tsx', "import { contract } from '../../app/contract.ts';"],
    ['src/modules/programs/commands/x.ts', "import { testHouse } from '#tests/support/house.ts';"],
  ])('%s may not: %s', (path, text) => {
    const [found] = importsOf(path, text);
    expect(found && breach(found)).toBeTruthy();
  });

  test('a circle is found', () => {
    const edge = (from: string, to: string) => ({
      from: `src/modules/${from}/a.ts`,
      to: `#modules/${to}`,
      typeOnly: false,
    });
    expect(cycleAmong([edge('a', 'b'), edge('b', 'c'), edge('c', 'a')])).toEqual(['a', 'b', 'c', 'a']);
  });
});
