import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Input, Output } from '../contract/handlers.ts';
import { type Cell, csvOf } from '../csv.ts';
import { record } from '../ledger/record.ts';
import type { auditContract } from './contract.ts';
import { auditExported } from './facts.ts';
import { type Entry, entries } from './log.ts';
import { HOUSE } from './settings.ts';

type Contract = typeof auditContract;
type Change = { field: string; before: unknown; after: unknown };

const MOST_IN_PART = 1000;
const HEAD = [
  ...['id', 'at', 'kind', 'words', 'who_kind', 'who_id', 'who', 'about_kind', 'about_id', 'about', 'program'],
  ...['address', 'agent', 'with', 'key', 'changes'],
];

/** A part of the log as text, for files; that and how much of it left the house is a fact of its own. */
export async function exportLog(
  c: Context,
  { format, after, ...filters }: Input<Contract['exportLog']>,
): Promise<Output<Contract['exportLog']>> {
  const { rows, next } = await entries(c, filters, after, MOST_IN_PART);
  const changes = await changesOf(
    c,
    rows.map(({ id }) => id),
  );
  const changed = (row: Entry) => changes.get(row.id) ?? [];
  const text =
    format === 'jsonl'
      ? rows.map((row) => `${JSON.stringify({ ...row, changes: changed(row) })}\n`).join('')
      : csvOf(
          after === undefined ? HEAD : null,
          rows.map((row) => cells(row, changed(row))),
        );
  await record(c, auditExported, {
    about: HOUSE,
    data: {
      format,
      rows: rows.length,
      filters: Object.keys(filters).sort(),
      part: after === undefined ? 'first' : 'next',
    },
    details: { filters: { after: filters } },
  });
  return { text, rows: rows.length, next };
}

async function changesOf(c: Context, facts: string[]): Promise<Map<string, Change[]>> {
  const { rows } = await sql<Change & { fact: string }>`
    select fact, field, before, after from ledger.details where fact = any(${facts}::uuid[]) order by field`.execute(
    c.tx,
  );
  const found = new Map<string, Change[]>();
  for (const { fact, ...change } of rows) found.set(fact, [...(found.get(fact) ?? []), change]);
  return found;
}

const cells = (row: Entry, changes: Change[]): Cell[] => [
  ...[row.id, row.at, row.kind, row.words, row.who.kind, row.who.id, row.who.name],
  ...[row.about.kind, row.about.id, row.about.title, row.program],
  ...[row.from?.address ?? null, row.from?.agent ?? null, row.with?.kind ?? null],
  row.with?.name ?? row.with?.id ?? null,
  changes.length === 0 ? null : JSON.stringify(changes),
];
