import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { accountOf, type Context, may, programsWith } from '../../context.ts';
import type { Input, Output } from '../../contract/handlers.ts';
import { forbidden, invalid, notFound, refused } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { record } from '../../ledger/record.ts';
import { keepSecret, readSecret } from '../../secrets/vault.ts';
import type { ImapSettings, inboundContract } from './contract.ts';
import { mailboxAdded, mailboxChanged, mailboxRemoved, mailboxSecretRenewed, mailboxSwitched } from './facts.ts';
import { type MailboxRow, mailboxSecret, readMailbox, readMailboxes } from './mailbox-row.ts';

type Contract = typeof inboundContract;
type Shown = Output<Contract['mailbox']>;
type Wanted = Omit<Input<Contract['changeMailbox']>, 'id' | 'password'>;
const PERMISSION = 'mail.mailboxes';
const NONE = 'There is no such mailbox.';

/** Mailboxes of the programs that the viewer may manage, by name. */
export async function mailboxes(c: Context): Promise<Output<Contract['mailboxes']>> {
  const mine = programsWith(c.actor, PERMISSION);
  const rows = await readMailboxes(c, mine === 'all' ? sql`true` : sql`b.program = any(${mine}::uuid[])`);
  return { rows: await shownOf(c, rows) };
}

export async function mailbox(c: Context, { id }: { id: string }): Promise<Shown> {
  const row = await readMailbox(c, id);
  const [shown] = row ? await shownOf(c, [row]) : [];
  if (!shown) throw notFound(NONE);
  return shown;
}

async function shownOf(c: Context, rows: readonly MailboxRow[]): Promise<Shown[]> {
  const { rows: counts } = await sql<{ mailbox: string; came: number; waiting: number }>`
    select mailbox, count(*) came, count(*) filter (where about_kind is null and discarded_at is null) waiting from mail.incoming
    where mailbox = any(${rows.map((row) => row.id)}::uuid[]) and came_at > ${c.now.subtract({ hours: 24 * 30 })} group by mailbox`.execute(
    c.tx,
  );
  const lately = new Map(counts.map(({ mailbox: of, came, waiting }) => [of, { came, waiting }]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    address: row.address,
    program: row.program,
    kind: row.kind,
    imap: row.imap,
    plusAddresses: row.plus_addresses,
    repliesHere: row.replies_here,
    bouncesHere: row.bounces_here,
    explains: row.explains,
    authServer: row.auth_server,
    keepDays: row.keep_days,
    postTo: row.kind === 'webhook' ? `${c.house.settings.publicUrl}/mail/in/${row.id}` : null,
    on: row.switched_off_at === null,
    lookedAt: row.looked_at?.toString() ?? null,
    cameAt: row.came_at?.toString() ?? null,
    fault: row.fault,
    faultySince: row.faulty_since?.toString() ?? null,
    lately: lately.get(row.id) ?? { came: 0, waiting: 0 },
  }));
}

/** Adds a mailbox. A webhook's secret is made here and answered this once. Throws `invalid`, `forbidden`. */
export async function addMailbox(
  c: Context,
  { password, kind, program, ...wanted }: Input<Contract['addMailbox']>,
): Promise<Output<Contract['addMailbox']>> {
  if (!may(c.actor, PERMISSION, program))
    throw forbidden(
      program === null ? 'This is for those who manage all programs.' : 'Your role does not cover this program.',
    );
  if (program !== null && !(await c.house.scopes.get('program')?.(c, program)))
    throw invalid([{ field: 'program', message: 'There is no such program.' }]);
  const imap = settingsOf(kind, wanted.imap);
  const id = newId();
  await checkWanted(c, id, { ...wanted, program });
  if (kind === 'imap' && password === undefined)
    throw invalid([{ field: 'password', message: 'Enter the password of the mailbox.' }]);
  const secret = kind === 'webhook' ? newSecret() : null;
  await sql`insert into mail.mailboxes (id, name, address, program, kind, imap, plus_addresses, replies_here, bounces_here, explains,
      auth_server, keep_days, made_by, made_at)
    values (${id}, ${wanted.name}, ${wanted.address}, ${program}, ${kind}, ${imap && JSON.stringify(imap)}::jsonb, ${wanted.plusAddresses},
      ${wanted.repliesHere}, ${wanted.bouncesHere}, ${wanted.explains}, ${wanted.authServer}, ${wanted.keepDays}, ${accountOf(c)}, ${c.now})`.execute(
    c.tx,
  );
  await keepSecret(c, mailboxSecret(id), secret ?? password ?? null);
  await record(c, mailboxAdded, { about: { kind: 'mailbox', id }, program, data: { kind } });
  return { id, secret };
}

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

function settingsOf(kind: 'imap' | 'webhook', imap: ImapSettings | null): ImapSettings | null {
  if (kind === 'webhook') return null;
  if (!imap) throw invalid([{ field: 'imap.host', message: 'Say where the mailbox is.' }]);
  if (imap.afterwards === 'move' && !imap.moveTo)
    throw invalid([{ field: 'imap.moveTo', message: 'Name the folder that mails are moved to.' }]);
  return imap;
}

/** Throws `invalid` for an address that another mailbox has, or answers that already go to another one. */
async function checkWanted(
  c: Context,
  id: string,
  { address, repliesHere, program }: Wanted & { program: string | null },
): Promise<void> {
  const [same] = await readMailboxes(c, sql`lower(b.address) = lower(${address}) and b.id <> ${id}`);
  if (same) throw invalid([{ field: 'address', message: `The mailbox “${same.name}” has this address already.` }]);
  if (!repliesHere) return;
  const [other] = await readMailboxes(
    c,
    sql`b.replies_here and b.switched_off_at is null and b.program is not distinct from ${program}::uuid and b.id <> ${id}`,
  );
  if (other)
    throw invalid([
      {
        field: 'repliesHere',
        message: `Answers to these mails go to “${other.name}”. Take it off there first, or leave it off here.`,
      },
    ]);
}

async function lock(c: Context, id: string): Promise<MailboxRow> {
  await sql`select 1 from mail.mailboxes where id = ${id} for update`.execute(c.tx);
  const row = await readMailbox(c, id);
  if (!row) throw notFound(NONE);
  return row;
}

/** Another server or folder is read from its end on: what lay there before was never ours. */
export async function changeMailbox(
  c: Context,
  { id, password, ...wanted }: Input<Contract['changeMailbox']>,
): Promise<Record<string, never>> {
  const before = await lock(c, id);
  const imap = settingsOf(before.kind, wanted.imap);
  await checkWanted(c, id, { ...wanted, program: before.program });
  const after = {
    name: wanted.name,
    address: wanted.address,
    imap,
    plus_addresses: wanted.plusAddresses,
    replies_here: wanted.repliesHere,
    bounces_here: wanted.bouncesHere,
    explains: wanted.explains,
    auth_server: wanted.authServer,
    keep_days: wanted.keepDays,
  };
  const place = (of: ImapSettings | null) => of && [of.host, of.port, of.user, of.folder].join('\n');
  const moved = place(before.imap) !== place(imap);
  if (imap && password === undefined && (before.imap?.host !== imap.host || before.imap?.user !== imap.user))
    throw invalid([{ field: 'password', message: 'Enter the password: it is kept for one server and one user only.' }]);
  await sql`update mail.mailboxes set name = ${after.name}, address = ${after.address}, imap = ${imap && JSON.stringify(imap)}::jsonb,
    plus_addresses = ${after.plus_addresses}, replies_here = ${after.replies_here}, bounces_here = ${after.bounces_here}, explains = ${after.explains},
    auth_server = ${after.auth_server}, keep_days = ${after.keep_days}, fault = null, faulty_since = null
    ${moved ? sql`, uid_validity = null, last_uid = 0` : sql``} where id = ${id}`.execute(c.tx);
  if (imap && password !== undefined) await keepSecret(c, mailboxSecret(id), password);
  const fields = (Object.keys(after) as (keyof typeof after)[])
    .filter((field) => JSON.stringify(after[field]) !== JSON.stringify(before[field]))
    .concat(password === undefined ? [] : ['password' as never]);
  if (fields.length > 0)
    await record(c, mailboxChanged, { about: { kind: 'mailbox', id }, program: before.program, data: { fields } });
  return {};
}

export async function switchMailbox(
  c: Context,
  { id, on }: Input<Contract['switchMailbox']>,
): Promise<Record<string, never>> {
  const row = await lock(c, id);
  if ((row.switched_off_at === null) === on) return {};
  if (on) await checkWanted(c, id, { ...wantedOf(row), program: row.program });
  await sql`update mail.mailboxes set switched_off_at = ${on ? null : c.now}, fault = null, faulty_since = null where id = ${id}`.execute(
    c.tx,
  );
  await record(c, mailboxSwitched, { about: { kind: 'mailbox', id }, program: row.program, data: { on } });
  return {};
}

const wantedOf = (row: MailboxRow): Wanted => ({
  name: row.name,
  address: row.address,
  imap: row.imap,
  plusAddresses: row.plus_addresses,
  repliesHere: row.replies_here,
  bouncesHere: row.bounces_here,
  explains: row.explains,
  authServer: row.auth_server,
  keepDays: row.keep_days,
});

export async function renewMailboxSecret(c: Context, { id }: { id: string }): Promise<{ secret: string }> {
  const row = await lock(c, id);
  if (row.kind !== 'webhook')
    throw refused('mailbox.no-secret', 'This mailbox is read by IMAP. Change its password instead.');
  const secret = newSecret();
  await keepSecret(c, mailboxSecret(id), secret);
  await record(c, mailboxSecretRenewed, { about: { kind: 'mailbox', id }, program: row.program, data: {} });
  return { secret };
}

export async function removeMailbox(c: Context, { id }: { id: string }): Promise<Record<string, never>> {
  const row = await lock(c, id);
  await sql`update mail.mailboxes set removed_at = ${c.now} where id = ${id}`.execute(c.tx);
  await keepSecret(c, mailboxSecret(id), null);
  await record(c, mailboxRemoved, { about: { kind: 'mailbox', id }, program: row.program, data: {} });
  return {};
}

/** The kept password may go only to the server and user that it was given for. Throws `invalid`, `not found`. */
export async function passwordFor(
  c: Context,
  { mailbox: id, imap, password }: Input<Contract['testMailbox']>,
): Promise<string> {
  if (id !== undefined) {
    const row = await readMailbox(c, id);
    if (!row || !may(c.actor, PERMISSION, row.program)) throw notFound(NONE);
    if (password === undefined && row.imap?.host === imap.host && row.imap.user === imap.user) {
      const kept = await readSecret(c, mailboxSecret(id));
      if (kept !== null) return kept;
    }
  }
  if (password === undefined) throw invalid([{ field: 'password', message: 'Enter the password of the mailbox.' }]);
  return password;
}

/** Which program a mailbox belongs to, for grants. */
export const scopeOfMailbox = async (c: Context, id: string): Promise<{ program: string | null } | null> => {
  const row = await readMailbox(c, id);
  return row && { program: row.program };
};
