import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDatabase } from '../connect.ts';
import { startThrowaway } from '../embedded/throwaway.ts';
import { migrate } from '../migrate.ts';
import { readCatalogue } from './catalogue.ts';
import { printSchema } from './print.ts';
import { type GeneratedFile, tableTypes } from './table-types.ts';

// What bin/schema runs: the outcome of the migrations and the table types are written anew, or with --check compared with
// the files as they are.
const project = join(import.meta.dirname, '../../../..');
const check = process.argv.includes('--check');

async function outcome(): Promise<GeneratedFile[]> {
  const server = await startThrowaway();
  const database = openDatabase(server.url, { max: 1 });
  try {
    await migrate(database.pool);
    const catalogue = await readCatalogue(database.pool);
    return [{ path: 'db/schema.sql', text: printSchema(catalogue) }, ...tableTypes(catalogue)];
  } finally {
    await database.close();
    await server.stop();
  }
}

function present(path: string): string | null {
  const full = join(project, path);
  return existsSync(full) ? readFileSync(full, 'utf8') : null;
}

const files = await outcome().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
const changed = files.filter((file) => present(file.path) !== file.text).map((file) => file.path);
const orphans = globSync('src/modules/*/tables.generated.ts', { cwd: project }).filter(
  (path) => !files.some((file) => file.path === path),
);

if (check) {
  for (const path of changed)
    console.error(`${path} is not what the migrations come to: run bin/schema and commit it.`);
  for (const path of orphans)
    console.error(`${path} has no schema in the database any more: run bin/schema and commit that.`);
  process.exit(changed.length + orphans.length ? 1 : 0);
}
for (const { path, text } of files) {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}
for (const path of orphans) rmSync(join(project, path));
for (const path of [...changed, ...orphans]) console.log(path);
if (changed.length + orphans.length === 0) console.log('Everything was up to date.');
