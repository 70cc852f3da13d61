import type { Catalogue, Column, Relation } from './catalogue.ts';

/** The schemas that belong to the kernel; every other schema is a module's of the same name. */
const KERNEL = ['calendars', 'files', 'house', 'jobs', 'ledger', 'mail', 'search', 'webhooks', 'work'];

/** A generated file: its path in the project and its text. */
export type GeneratedFile = { readonly path: string; readonly text: string };

/**
 * The Kysely types of all tables and views: one file for the kernel, one for each module that has a schema. Throws, naming
 * the column, for a type that has no counterpart in the code, and for tables outside of any owner's schema.
 */
export function tableTypes(catalogue: Catalogue): GeneratedFile[] {
  const stray = catalogue.relations.find((relation) => relation.schema === 'public');
  if (stray) throw new Error(`The table ${stray.name} lies in the schema "public": it needs an owner's schema.`);
  const modules = catalogue.schemas.filter((schema) => !KERNEL.includes(schema));
  const of = (schemas: string[]) => catalogue.relations.filter((relation) => schemas.includes(relation.schema));
  return [
    { path: 'src/kernel/database/tables.generated.ts', text: print('KernelTables', of(KERNEL)) },
    ...modules.map((schema) => ({
      path: `src/modules/${schema}/tables.generated.ts`,
      text: print(`${pascal(schema)}Tables`, of([schema])),
    })),
  ];
}

function print(name: string, relations: readonly Relation[]): string {
  const bodies = relations.map((relation) => {
    const columns = relation.columns.map((column) => `  ${key(column.name)}: ${columnType(relation, column)};`);
    return `interface ${interfaceName(relation)} {\n${columns.join('\n')}\n}`;
  });
  const entries = relations.map((relation) => `  '${relation.schema}.${relation.name}': ${interfaceName(relation)};`);
  const map = `/** Tables and views by the name that Kysely uses. */\nexport interface ${name} {\n${entries.join('\n')}\n}`;
  const text = [...bodies, map].join('\n\n');
  const used = ['Generated', 'JsonColumn', 'ReadOnly'].filter((word) => new RegExp(`\\b${word}\\b`).test(text));
  const imports = used.length ? `import type { ${used.join(', ')} } from '#kernel/database/columns.ts';\n\n` : '';
  return `// Written by bin/schema from the outcome of the migrations. Do not edit.\n${imports}${text}\n`;
}

function columnType(relation: Relation, column: Column): string {
  const plain = plainType(relation, column) + (column.array ? '[]' : '');
  const type = column.nullable ? `${plain} | null` : plain;
  if (relation.kind !== 'table' || column.identity === 'a' || column.generated) return `ReadOnly<${type}>`;
  return column.default !== null || column.identity === 'd' ? `Generated<${type}>` : type;
}

const TYPES: Record<string, string> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'Temporal.PlainDate',
  float4: 'number',
  float8: 'number',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  interval: 'Temporal.Duration',
  json: 'JsonColumn',
  jsonb: 'JsonColumn',
  timestamptz: 'Temporal.Instant',
  // Everything that arrives as text. numeric too: a number could not hold it exactly.
  ...Object.fromEntries(
    ['bpchar', 'char', 'cidr', 'citext', 'inet', 'name', 'numeric', 'text', 'time', 'tsvector', 'uuid', 'varchar'].map(
      (name) => [name, 'string'],
    ),
  ),
  ...Object.fromEntries(['daterange', 'int4range', 'int8range', 'tstzrange'].map((name) => [name, 'string'])),
};

function plainType(relation: Relation, column: Column): string {
  if (column.labels && !column.array) return column.labels.map(quote).join(' | ');
  const type = TYPES[column.base];
  if (type) return type;
  const where = `${relation.schema}.${relation.name}.${column.name}`;
  const hint = column.base === 'timestamp' ? ' Use timestamptz: an instant needs its place in time.' : '';
  throw new Error(`The column ${where} has the type ${column.type}, which has no counterpart in the code.${hint}`);
}

const quote = (label: string) => `'${label.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const key = (name: string) => (/^[a-z_][a-z0-9_]*$/i.test(name) ? name : quote(name));
const pascal = (name: string) =>
  name.replace(/(^|[_\W]+)([a-z0-9])/gi, (_, __, letter: string) => letter.toUpperCase());
const interfaceName = (relation: Relation) => pascal(`${relation.schema}_${relation.name}`);
