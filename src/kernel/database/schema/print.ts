import type { Catalogue, Column, Relation } from './catalogue.ts';

const HEAD = `-- The outcome of all migrations, printed from PostgreSQL's catalogue. Written by bin/schema, to be read, never edited:
-- a change is a new file in db/migrations. Schemas in alphabetical order, and in each its tables and views likewise.
`;

/** The catalogue as SQL to be read: what the database looks like after all migrations. Ends with a line break. */
export function printSchema(catalogue: Catalogue): string {
  const blocks = [HEAD.trimEnd()];
  if (catalogue.extensions.length)
    blocks.push(catalogue.extensions.map((name) => `create extension ${name};`).join('\n'));
  const ownType = (name: string) => !catalogue.relations.some((each) => `${each.schema}.${each.name}` === name);
  for (const schema of catalogue.schemas) {
    const inside = (name: string) => name.startsWith(`${schema}.`);
    blocks.push(
      `-- ${'-'.repeat(20)} ${schema} ${'-'.repeat(Math.max(3, 96 - schema.length))}\ncreate schema ${schema};`,
    );
    for (const type of catalogue.types.filter((each) => inside(each.name) && ownType(each.name))) {
      const isDomain = !/^(enum )?\(/.test(type.definition);
      blocks.push(`create ${isDomain ? 'domain' : 'type'} ${type.name} as ${type.definition};`);
    }
    for (const name of catalogue.sequences.filter(inside)) blocks.push(`create sequence ${name};`);
    for (const relation of catalogue.relations) if (relation.schema === schema) blocks.push(printRelation(relation));
    for (const text of catalogue.functions) {
      if (new RegExp(`^CREATE OR REPLACE (FUNCTION|PROCEDURE) ${schema}\\.`).test(text))
        blocks.push(`${text.trimEnd()};`);
    }
  }
  return `${blocks.join('\n\n')}\n`;
}

function printRelation(relation: Relation): string {
  const name = `${relation.schema}.${relation.name}`;
  const tail = [...relation.indexes, ...relation.triggers].map((definition) => `${definition};`);
  if (relation.view !== null) {
    const options = relation.options ? ` with (${relation.options.join(', ')})` : '';
    const filled = relation.columns
      .filter((column) => !column.nullable)
      .map((column) => `comment on column ${name}.${column.name} is 'not null';`);
    return [`create ${relation.kind} ${name}${options} as\n${relation.view.trimEnd()}`, ...filled, ...tail].join('\n');
  }
  const lines = [
    ...(relation.partitionOf ? [] : relation.columns.map(printColumn)),
    ...relation.constraints.map(({ name, definition }) => `constraint ${name} ${definition}`),
  ];
  const storage = relation.columns
    .filter((column) => column.storage)
    .map((column) => `alter table ${name} alter column ${column.name} set storage ${column.storage};`);
  const head = `create ${relation.unlogged ? 'unlogged ' : ''}table ${name}${relation.partitionOf ? ` partition of ${relation.partitionOf}` : ''}`;
  const body = lines.length
    ? ` (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`
    : relation.partitionOf
      ? ''
      : ' ()';
  const partition = relation.partitionBy ? ` partition by ${relation.partitionBy}` : '';
  const options = relation.options ? ` with (${relation.options.join(', ')})` : '';
  return [`${head}${body}${partition}${options};`, ...storage, ...tail].join('\n');
}

function printColumn(column: Column): string {
  const parts = [column.name, column.type];
  if (!column.nullable) parts.push('not null');
  if (column.identity) parts.push(`generated ${column.identity === 'a' ? 'always' : 'by default'} as identity`);
  else if (column.generated)
    parts.push(`generated always as (${column.default}) ${column.generated === 's' ? 'stored' : 'virtual'}`);
  else if (column.default !== null) parts.push(`default ${column.default}`);
  return parts.join(' ');
}
