import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { invalid, notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { queueJob } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import type { programsContract } from '../contract.ts';
import { type Import, listOf, readImport } from '../imports/bringing.ts';
import { readingFaults } from '../imports/fields.ts';
import { importCancelled, importStarted } from '../imports/import-facts.ts';
import { runImport, runUndo } from '../imports/run-import.ts';
import { programById } from '../program-of.ts';

type Contract = typeof programsContract;
const about = ({ id, program }: Pick<Import, 'id' | 'program'>) => ({ about: { kind: 'import', id }, program });

/** Keeps a list, or its first part. */
export async function uploadImport(c: Context, input: Input<Contract['uploadImport']>) {
  const id = newId();
  await programById(c, input.program);
  await sql`insert into programs.imports (id, program, kind, name, uploaded_at, uploaded_by)
    values (${id}, ${input.program}, ${input.kind}, ${input.name}, ${c.now}, ${accountOf(c)})`.execute(c.tx);
  await keepPart(c, id, 0, input.content);
  return { id };
}

/** Keeps another part of it. */
export async function addImportPart(c: Context, input: Input<Contract['addImportPart']>) {
  await startable(c, input.id);
  await keepPart(c, input.id, input.position, input.content);
  return {};
}

const keepPart = (c: Context, id: string, position: number, content: string) =>
  sql`insert into programs.import_parts (import, position, bytes) values (${id}, ${position}, ${Buffer.from(content, 'base64')})
    on conflict (import, position) do update set bytes = excluded.bytes`.execute(c.tx);

/** Starts it. Throws `invalid` where the list cannot be read in this way. */
export async function startImport(c: Context, input: Input<Contract['startImport']>) {
  const found = await startable(c, input.id);
  const list = await listOf(c, input.id);
  const { columns } = input.reading;
  const faults =
    'fault' in list
      ? [list.fault]
      : columns.length === list.headers.length
        ? readingFaults(found.kind, input.reading)
        : [`The list has ${list.headers.length} columns, and ${columns.length} were said to be fields.`];
  if (faults.length > 0 || 'fault' in list) throw invalid(faults.map((message) => ({ field: 'reading', message })));
  const policy = input.policyVersion === undefined ? null : await policyOf(c, found.program, input.policyVersion);
  await sql`update programs.imports set reading = ${JSON.stringify(input.reading)}::jsonb, headers = ${JSON.stringify(list.headers)}::jsonb,
    policy = ${policy}, total = ${list.total}, started_at = ${c.now}, started_by = ${accountOf(c)} where id = ${input.id}`.execute(
    c.tx,
  );
  await record(c, importStarted, { ...about(found), data: { kind: found.kind } });
  // One list after the other: two that mean the same members would wait for each other anyway.
  await queueJob(c, runImport, { import: input.id }, { queue: `import:${found.program}` });
  return {};
}

async function policyOf(c: Context, program: string, version: number): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from programs.policies where program = ${program} and version = ${version}`.execute(c.tx);
  if (!rows[0]) throw notFound('The program has no such version of its policy.');
  return rows[0].id;
}

async function startable(c: Context, id: string): Promise<Import> {
  const found = await readImport(c, id, { lock: true });
  if (found.started) throw refused('import.started', 'This list is being taken in already, or was.');
  if (found.cancelled) throw refused('import.cancelled', 'This list was thrown away. Upload it anew.');
  return found;
}

/** Stops it behind the batch that is being written; what was taken in stays. */
export async function cancelImport(c: Context, input: { id: string }) {
  const found = await readImport(c, input.id, { lock: true });
  if (found.finished) throw refused('import.finished', 'It is taken in. Take it back instead.');
  if (found.cancelled) return {};
  await sql`update programs.imports set cancelled_at = ${c.now}, cancelled_by = ${accountOf(c)} where id = ${input.id}`.execute(
    c.tx,
  );
  await sql`delete from programs.import_parts where import = ${input.id}`.execute(c.tx);
  await record(c, importCancelled, { ...about(found), data: { kind: found.kind } });
  return {};
}

/** Takes it back as far as nothing was done with its rows. */
export async function undoImport(c: Context, input: { id: string }) {
  const found = await readImport(c, input.id, { lock: true });
  if (!found.finished && !(found.cancelled && found.started))
    throw refused('import.not-finished', 'It is not taken in yet. Stop it first.');
  if (found.undo) throw refused('import.undone', 'It was taken back already.');
  await sql`update programs.imports set undo_at = ${c.now}, undo_by = ${accountOf(c)} where id = ${input.id}`.execute(
    c.tx,
  );
  await queueJob(c, runUndo, { import: input.id }, { queue: `import:${found.program}` });
  return {};
}

/** Lists hold what is personal: those that were never started go after a week, refused rows after 30 days. */
export async function keepImports(c: Context): Promise<void> {
  await sql`delete from programs.imports where started_at is null and uploaded_at <= ${c.now.subtract({ hours: 24 * 7 })}`.execute(
    c.tx,
  );
  await sql`delete from programs.import_refusals r using programs.imports i
    where i.id = r.import and coalesce(i.finished_at, i.cancelled_at, i.uploaded_at) <= ${c.now.subtract({ hours: 24 * 30 })}`.execute(
    c.tx,
  );
}

/** What lists hold of a person who was erased: rows that name their address, and how a record of theirs was before. */
export async function forgetImported(
  c: Context,
  identities: readonly string[],
  addresses: readonly string[],
): Promise<void> {
  const ids = [...identities];
  await sql`update programs.import_rows r set before = null, after = null where r.before is not null
    and r.record in (select id from programs.memberships where identity = any(${ids}::uuid[]))`.execute(c.tx);
  for (const address of addresses) {
    const pattern = `%${address.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    await sql`update programs.import_rows set before = null, after = null where lower(before::text) like ${pattern} or lower(after::text) like ${pattern}`.execute(
      c.tx,
    );
    await sql`delete from programs.import_refusals where lower(cells::text) like ${pattern}`.execute(c.tx);
    await sql`delete from programs.import_parts p using programs.imports i where i.id = p.import and i.started_at is null
      and position(${Buffer.from(address.toLowerCase())}::bytea in p.bytes) > 0`.execute(c.tx);
  }
}
