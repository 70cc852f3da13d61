import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Input, Output } from '../contract/handlers.ts';
import { record } from '../ledger/record.ts';
import type { auditContract } from './contract.ts';
import { auditExported } from './facts.ts';
import { type Entry, entries } from './log.ts';
import { HOUSE } from './settings.ts';

type Contract = typeof auditContract;
type Change = { field: string; before: unknown; after: unknown };

const MOST_IN_PART = 1000;
const HEAD = 'id,at,kind,words,who_kind,who_id,who,about_kind,about_id,about,program,address,agent,with,key,changes';

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
  const lines = rows.map((row) =>
    format === 'jsonl'
      ? JSON.stringify({ ...row, changes: changes.get(row.id) ?? [] })
      : cells(row, changes.get(row.id) ?? [])
          .map(cell)
          .join(','),
  );
  const end = format === 'jsonl' ? '\n' : '\r\n';
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
  const head = format === 'csv' && after === undefined ? `${HEAD}\r\n` : '';
  return { text: head + lines.map((line) => line + end).join(''), rows: rows.length, next };
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

const cells = (row: Entry, changes: Change[]) => [
  ...[row.id, row.at, row.kind, row.words, row.who.kind, row.who.id, row.who.name],
  ...[row.about.kind, row.about.id, row.about.title, row.program],
  ...[row.from?.address, row.from?.agent, row.with?.kind, row.with?.name ?? row.with?.id],
  changes.length === 0 ? '' : JSON.stringify(changes),
];

/** RFC 4180; a sign in front keeps spreadsheets from taking a text for a formula. */
function cell(value: string | null | undefined): string {
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
