import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { csvOf } from '#kernel/csv.ts';
import { invalid } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { customersBrought, customersRemoved } from '../check-facts.ts';
import type { programsContract } from '../contract.ts';
import { type Customer, type RefusedRow, readCustomers } from '../customer-list.ts';

type Counts = Output<(typeof programsContract)['bringCustomers']>;
const MOST_SHOWN = 200;
const HEAD_OF: Record<string, string> = {
  number: 'number (or customer id, account id)',
  name: 'name (or company, account name)',
};

function read(csv: string) {
  const { customers, refused, missing } = readCustomers(csv);
  const columns = missing.map((column) => HEAD_OF[column]).join(' and ');
  const fault = columns === '' ? null : `The first line has to name the columns; there is none for ${columns}.`;
  return { customers, refused: fault === null ? refused : [{ line: 1, why: fault, cells: [] }], fault };
}

/** The customers as one table of a statement: lists of domains travel as JSON. */
const rowsOf = (customers: readonly Customer[]) => sql<Record<string, unknown>>`
  select x.number, x.name, x.folded, array(select jsonb_array_elements_text(x.domains)) domains, x."lastPaidOn" last_paid_on
  from jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) x(number text, name text, folded text, domains jsonb, "lastPaidOn" date)`;

async function compare(c: Context, customers: readonly Customer[]) {
  const { rows } = await sql<{ added: number; changed: number; same: number }>`
    select count(*) filter (where k.id is null)::int added,
      count(*) filter (where k.id is not null and not (k.name = n.name and k.domains = n.domains and k.last_paid_on is not distinct from n.last_paid_on))::int changed,
      count(*) filter (where k.name = n.name and k.domains = n.domains and k.last_paid_on is not distinct from n.last_paid_on)::int same
    from (${rowsOf(customers)}) n left join programs.customers k on k.number = n.number`.execute(c.tx);
  return rows[0] ?? { added: 0, changed: 0, same: 0 };
}

const refusals = (refused: RefusedRow[]): Pick<Counts, 'refused' | 'refusedTotal' | 'refusedCsv'> => ({
  refused: refused.slice(0, MOST_SHOWN).map(({ line, why }) => ({ line, why })),
  refusedTotal: refused.length,
  refusedCsv:
    refused.length === 0
      ? ''
      : csvOf(['line', 'why'], []) +
        csvOf(
          null,
          refused.map(({ line, why, cells }) => [line, why, ...cells]),
        ),
});

/** What bringing a list would change; nothing is written. Where the columns are not named, the first line is refused. */
export async function previewCustomers(c: Context, { csv }: { csv: string }): Promise<Counts> {
  const { customers, refused } = read(csv);
  return { ...(await compare(c, customers)), ...refusals(refused) };
}

/** Adds new customers and brings known numbers up to date; whoever is not in the list stays. Throws `invalid` where the columns are not named. */
export async function bringCustomers(c: Context, { csv }: { csv: string }): Promise<Counts> {
  const { customers, refused, fault } = read(csv);
  if (fault !== null) throw invalid([{ field: 'csv', message: fault }]);
  const counts = await compare(c, customers);
  const by = accountOf(c);
  await sql`
    insert into programs.customers as k (number, name, folded, domains, last_paid_on, first_brought_at, brought_at, brought_by)
    select n.number, n.name, n.folded, n.domains, n.last_paid_on, ${c.now}, ${c.now}, ${by} from (${rowsOf(customers)}) n order by n.number
    on conflict (number) do update set name = excluded.name, folded = excluded.folded, domains = excluded.domains,
      last_paid_on = excluded.last_paid_on, brought_at = excluded.brought_at, brought_by = excluded.brought_by`.execute(
    c.tx,
  );
  await record(c, customersBrought, {
    about: { kind: 'customer-list', id: newId() },
    data: { ...counts, refused: refused.length },
  });
  return { ...counts, ...refusals(refused) };
}

/** Takes customers off the list. Those that are gone already change nothing. */
export async function removeCustomers(c: Context, { ids }: { ids: string[] }) {
  const gone = await sql`delete from programs.customers where id = any(${ids}::uuid[])`.execute(c.tx);
  const count = Number(gone.numAffectedRows ?? 0);
  if (count > 0) await record(c, customersRemoved, { about: { kind: 'customer-list', id: newId() }, data: { count } });
  return {};
}
