import { type RawBuilder, sql } from 'kysely';
import { accountOf, type Context, may, programsWith } from '../../context.ts';
import type { Input, Output } from '../../contract/handlers.ts';
import { cut, positionOf } from '../../contract/paging.ts';
import { csvPartOf } from '../../csv.ts';
import { notFound, refused } from '../../errors.ts';
import { filesAbout, findFile } from '../../files/read.ts';
import { record } from '../../ledger/record.ts';
import type { RecordTitles, TakesMail } from '../../slots.ts';
import type { Kind } from './classify.ts';
import type { inboundContract } from './contract.ts';
import { mailAttached, mailDiscarded } from './facts.ts';
import type { Bounce } from './report.ts';

type Contract = typeof inboundContract;
type Listed = Output<Contract['incoming']>['rows'][number];
const NONE = 'There is no such mail.';

type Row = {
  id: string;
  kind: Kind;
  mailbox: string;
  mailbox_name: string;
  program: string | null;
  came_at: Temporal.Instant;
  from_address: string | null;
  from_name: string | null;
  subject: string;
  about_kind: string | null;
  about_id: string | null;
  discarded_at: Temporal.Instant | null;
};

const COLUMNS = sql`i.id, i.kind, i.mailbox, b.name mailbox_name, i.program, i.came_at, i.from_address, i.from_name, i.subject,
  i.about_kind, i.about_id, i.discarded_at`;

const STATES = {
  waiting: sql`i.about_kind is null and i.discarded_at is null`,
  attached: sql`i.about_kind is not null`,
  discarded: sql`i.discarded_at is not null`,
};

function wanted(
  c: Context,
  { state, kind, mailbox, address }: Partial<Input<Contract['incoming']>>,
): RawBuilder<unknown> {
  const programs = programsWith(c.actor, 'mail.read');
  const conditions = [
    ...(programs === 'all' ? [] : [sql`i.program = any(${programs}::uuid[])`]),
    ...(state ? [STATES[state]] : []),
    ...(kind ? [sql`i.kind = ${kind}`] : []),
    ...(mailbox ? [sql`i.mailbox = ${mailbox}`] : []),
    ...(address ? [sql`lower(i.from_address) = ${address.toLowerCase()}`] : []),
  ];
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
}

/** Mails that came, newest first, of the programs whose mail the viewer may read. */
export async function incoming(c: Context, input: Input<Contract['incoming']>): Promise<Output<Contract['incoming']>> {
  const beyond = input.after === undefined ? sql`true` : sql`i.id < ${positionOf(input.after)[1]}::uuid`;
  const { rows } = await sql<Row>`
    select ${COLUMNS} from mail.incoming i join mail.mailboxes b on b.id = i.mailbox
    where ${wanted(c, input)} and ${beyond} order by i.id desc limit ${input.limit + 1}`.execute(c.tx);
  const { rows: kept, next } = cut(rows, input.limit, (row) => [null, row.id]);
  return { rows: await listedOf(c, kept), next };
}

const MOST_IN_PART = 10_000;
const HEAD = [
  'id',
  'state',
  'kind',
  'from',
  'from_name',
  'subject',
  'came_at',
  'mailbox',
  'record_kind',
  'record_id',
  'record',
];

/** The same as CSV, in parts. Instants are UTC. */
export async function exportIncoming(c: Context, input: Input<Contract['exportIncoming']>) {
  const { rows, next } = await incoming(c, { ...input, limit: MOST_IN_PART });
  const lines = rows.map((row) => [
    ...[row.id, row.state, row.kind, row.from?.address ?? null, row.from?.name ?? null, row.subject, row.cameAt],
    ...[row.mailbox.name, row.record?.kind ?? null, row.record?.id ?? null, row.record?.title ?? null],
  ]);
  return csvPartOf(input.after, HEAD, lines, next);
}

async function listedOf(c: Context, rows: readonly Row[]): Promise<Listed[]> {
  const titles = await titlesOf(c, rows);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: row.about_kind ? 'attached' : row.discarded_at ? 'discarded' : 'waiting',
    from: row.from_address === null ? null : { address: row.from_address, name: row.from_name ?? '' },
    subject: row.subject,
    cameAt: row.came_at.toString(),
    mailbox: { id: row.mailbox, name: row.mailbox_name },
    program: row.program,
    record:
      row.about_kind === null || row.about_id === null
        ? null
        : (titles.get(`${row.about_kind}:${row.about_id}`) ?? {
            kind: row.about_kind,
            id: row.about_id,
            title: null,
            href: null,
          }),
  }));
}

/** What the records are called, as far as the viewer may see them; one question a kind. */
async function titlesOf(c: Context, rows: readonly Pick<Row, 'about_kind' | 'about_id'>[]) {
  const titles = new Map<string, NonNullable<Listed['record']>>();
  for (const each of c.house.modules.flatMap((m) => m.recordTitles ?? [])) {
    const ids = rows.flatMap((row) => (row.about_kind === each.kind && row.about_id ? [row.about_id] : []));
    if (ids.length === 0) continue;
    for (const { id, title, href } of await each.of(c, [...new Set(ids)]))
      titles.set(`${each.kind}:${id}`, { kind: each.kind, id, title, href });
  }
  return titles;
}

type Whole = Row & {
  text: string;
  quoted: string;
  headers: string;
  bounce: Bounce | null;
  signs: string[];
  verdict: 'pass' | 'fail' | null;
  damaged: boolean;
  left_out: { name: string; size: number; why: string }[];
  found_by: 'token' | 'reference' | 'subject' | 'hand' | null;
  mail: string | null;
  mail_subject: string | null;
  erased_at: Temporal.Instant | null;
};

/** One mail that came, as text. Throws `not found`. */
export async function incomingMail(c: Context, { id }: { id: string }): Promise<Output<Contract['incomingMail']>> {
  const { rows } = await sql<Whole>`
    select ${COLUMNS}, i.text, i.quoted, i.headers, i.bounce, i.signs, i.verdict, i.damaged, i.left_out, i.found_by, i.mail, m.subject mail_subject,
      i.erased_at
    from mail.incoming i join mail.mailboxes b on b.id = i.mailbox left join mail.messages m on m.id = i.mail where i.id = ${id}`.execute(
    c.tx,
  );
  const row = rows[0];
  const [listed] = row ? await listedOf(c, [row]) : [];
  if (!row || !listed) throw notFound(NONE);
  const files = await filesAbout(c, { kind: 'incoming-mail', id });
  return {
    ...listed,
    text: row.text,
    quoted: row.quoted,
    headers: row.headers,
    bounce: row.bounce,
    signs: row.signs,
    verdict: row.verdict,
    damaged: row.damaged,
    foundBy: row.found_by,
    mail: row.mail === null ? null : { id: row.mail, subject: row.mail_subject ?? '' },
    files: files.map(({ id: file, name, mediaType, size }) => ({ id: file, name, mediaType, size })),
    leftOut: row.left_out,
    erased: row.erased_at !== null,
    may: { sort: row.erased_at === null && may(c.actor, 'mail.sort', row.program) },
  };
}

/** A file that came with a mail. Throws `not found`, also for files of other rooms. */
export async function incomingFile(c: Context, { file }: { file: string }) {
  const { id, name, mediaType, size, sha256, about } = await findFile(c, file);
  if (about.kind !== 'incoming-mail') throw notFound('This file is not here any more.');
  return { id, name, mediaType, size, sha256 };
}

/** Which program a file belongs to that came with a mail, for grants. */
export async function scopeOfFile(c: Context, file: string): Promise<{ program: string | null } | null> {
  const { rows } = await sql<{ program: string | null }>`
    select i.program from files.files f join mail.incoming i on i.id::text = f.about_id
    where f.id = ${file} and f.about_kind = 'incoming-mail'`.execute(c.tx);
  return rows[0] ?? null;
}

async function lock(c: Context, id: string) {
  const { rows } = await sql<{
    kind: Kind;
    program: string | null;
    about_kind: string | null;
    discarded_at: Temporal.Instant | null;
    erased_at: Temporal.Instant | null;
  }>`select kind, program, about_kind, discarded_at, erased_at from mail.incoming where id = ${id} for update`.execute(
    c.tx,
  );
  const row = rows[0];
  if (!row) throw notFound(NONE);
  if (row.erased_at) throw refused('mail.erased', 'What this mail said was erased.');
  if (row.about_kind !== null)
    throw refused('mail.attached', 'This mail belongs to a record already, which has reacted to it.');
  return row;
}

/** Attaches a mail to the record that a person names by its number. Throws `refused`, `not found`. */
export async function attachIncoming(
  c: Context,
  { id, record: named }: Input<Contract['attachIncoming']>,
): Promise<Output<Contract['attachIncoming']>> {
  const row = await lock(c, id);
  const found = await namedRecord(c, named);
  if (!found)
    throw refused(
      'mail.no-record',
      `There is nothing called “${named}” that you may attach mails to. Give a number such as OSS-1042.`,
    );
  const about = { kind: found.kind, id: found.id };
  await sql`update mail.incoming set about_kind = ${about.kind}, about_id = ${about.id}, program = ${found.program}, found_by = 'hand',
    attached_at = ${c.now}, attached_by = ${accountOf(c)}, discarded_at = null, discarded_by = null where id = ${id}`.execute(
    c.tx,
  );
  await record(c, mailAttached, {
    about: { kind: 'incoming-mail', id },
    program: found.program,
    data: { kind: row.kind, record: about },
  });
  const title = (await titlesOf(c, [{ about_kind: about.kind, about_id: about.id }])).get(`${about.kind}:${about.id}`);
  return { record: title ?? { ...about, title: null, href: null } };
}

async function namedRecord(c: Context, named: string) {
  for (const each of c.house.modules.flatMap((m): readonly TakesMail[] => m.takesMail ?? [])) {
    const found = await each.named(c, named);
    if (found && may(c.actor, each.permission, found.program) && may(c.actor, 'mail.sort', found.program))
      return { kind: each.kind, ...found };
  }
  return null;
}

/** Discards a mail, or takes that back. What it said is erased when the mailbox's time for such mails is over. */
export async function discardIncoming(
  c: Context,
  { id, discarded }: Input<Contract['discardIncoming']>,
): Promise<Record<string, never>> {
  const row = await lock(c, id);
  if ((row.discarded_at !== null) === discarded) return {};
  await sql`update mail.incoming set discarded_at = ${discarded ? c.now : null}, discarded_by = ${discarded ? accountOf(c) : null} where id = ${id}`.execute(
    c.tx,
  );
  if (discarded)
    await record(c, mailDiscarded, { about: { kind: 'incoming-mail', id }, program: row.program, data: {} });
  return {};
}

/** Which program a mail that came belongs to, for grants. */
export async function scopeOfIncoming(c: Context, id: string): Promise<{ program: string | null } | null> {
  const { rows } = await sql<{ program: string | null }>`select program from mail.incoming where id = ${id}`.execute(
    c.tx,
  );
  return rows[0] ?? null;
}

/** Mails that came are called by what they are; who wrote them stands on their page. */
export const incomingTitles: RecordTitles = {
  kind: 'incoming-mail',
  of: async (c, ids) => {
    if (!may(c.actor, 'mail.read')) return [];
    const { rows } = await sql<{ id: string; program: string | null; name: string }>`
      select i.id, i.program, b.name from mail.incoming i join mail.mailboxes b on b.id = i.mailbox where i.id = any(${ids}::uuid[])`.execute(
      c.tx,
    );
    return rows
      .filter((row) => may(c.actor, 'mail.read', row.program))
      .map((row) => ({ id: row.id, title: `A mail to ${row.name}`, href: `/settings/incoming/${row.id}` }));
  },
};

/** Mailboxes by their names. */
export const mailboxTitles: RecordTitles = {
  kind: 'mailbox',
  of: async (c, ids) => {
    if (!may(c.actor, 'mail.mailboxes')) return [];
    const { rows } = await sql<{ id: string; program: string | null; name: string }>`
      select id, program, name from mail.mailboxes where id = any(${ids}::uuid[]) and removed_at is null`.execute(c.tx);
    return rows
      .filter((row) => may(c.actor, 'mail.mailboxes', row.program))
      .map((row) => ({ id: row.id, title: row.name, href: `/settings/mailboxes/${row.id}` }));
  },
};
