import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { identify, wasErased } from '#modules/community';
import { invitationMail } from '../emails/invitation.ts';
import {
  INVITATION_DAYS,
  type InvitationState,
  invitationStateAt,
  mayResend,
  mayWithdrawInvitation,
} from '../invitation.ts';
import { invitationSent, invitationSentAgain, invitationWithdrawn } from '../invitation-facts.ts';
import { mailedAddress } from '../links.ts';
import { programById } from '../program-of.ts';

type Invited = { program: string; name: string; address: string; words: string; language: string };

/** Invites somebody to apply and mails them the link. Throws `refused` while another invitation of theirs stands, or when they had themselves erased. */
export async function invite(c: Context, input: Invited): Promise<{ id: string }> {
  return sendInvitation(c, input, null);
}

/** The same, because somebody named them. The program's row is the lock under which two invitations of one person meet. */
export async function sendInvitation(c: Context, invited: Invited, nomination: string | null): Promise<{ id: string }> {
  const { program, name, address, words, language } = invited;
  const locked = await sql`select 1 from programs.programs where id = ${program} for no key update`.execute(c.tx);
  if (locked.rows.length === 0) throw notFound('There is no such program.');
  const seen = { platform: 'email', kind: 'address', value: address } as const;
  if (await wasErased(c, seen))
    throw refused(
      'invitation.person-erased',
      'This person had their data erased here. They can still apply by themselves.',
    );
  const identity = await identify(c, { ...seen, source: 'invitation' });
  const others =
    await sql<Row>`select ${ROW} from programs.invitations i where i.program = ${program} and i.identity = ${identity}`.execute(
      c.tx,
    );
  if (others.rows.some((row) => stateOf(row, c.now) === 'open'))
    throw refused('invitation.open', 'This person has an invitation that still stands. Send that one again instead.');
  const id = newId();
  const key = newToken();
  const by = accountOf(c);
  await sql`insert into programs.invitations (id, program, name, address, identity, words, language, invited_by, nomination, key_hash, made_at, sent_at, expires_at)
    values (${id}, ${program}, ${name}, ${address}, ${identity}, ${words}, ${language}, ${by}, ${nomination}, ${tokenHash(key)}, ${c.now}, ${c.now}, ${expiry(c)})`.execute(
    c.tx,
  );
  await record(c, invitationSent, {
    about: { kind: 'program-invitation', id },
    program,
    identity,
    data: { nomination },
  });
  await mail(c, { ...invited, id, key, nominated: nomination !== null });
  return { id };
}

/** Mails an invitation again under a new key; it stands anew from now on. */
export async function resendInvitation(c: Context, input: { id: string }) {
  const row = await lockInvitation(c, input.id);
  const objection = mayResend(stateOf(row, c.now));
  if (objection) throw refused(objection.rule, objection.words);
  const key = newToken();
  await sql`update programs.invitations set key_hash = ${tokenHash(key)}, sent_at = ${c.now}, sends = sends + 1, expires_at = ${expiry(c)}
    where id = ${row.id}`.execute(c.tx);
  await record(c, invitationSentAgain, { ...about(row), data: {} });
  await mail(c, { ...row, name: row.name ?? '', address: row.address ?? '', key, nominated: row.nomination !== null });
  return {};
}

/** Withdraws an invitation that was not used. Nobody is told. */
export async function withdrawInvitation(c: Context, input: { id: string }) {
  const row = await lockInvitation(c, input.id);
  const objection = mayWithdrawInvitation(stateOf(row, c.now));
  if (objection) throw refused(objection.rule, objection.words);
  const by = accountOf(c);
  await sql`update programs.invitations set withdrawn_at = ${c.now}, withdrawn_by = ${by} where id = ${row.id}`.execute(
    c.tx,
  );
  await record(c, invitationWithdrawn, { ...about(row), data: {} });
  return {};
}

type Row = {
  id: string;
  program: string;
  name: string | null;
  address: string | null;
  identity: string;
  words: string;
  language: string;
  nomination: string | null;
  expires_at: Temporal.Instant;
  withdrawn_at: Temporal.Instant | null;
  erased_at: Temporal.Instant | null;
  used: boolean;
};
const ROW = sql`i.id, i.program, i.name, i.address, i.identity, i.words, i.language, i.nomination, i.expires_at, i.withdrawn_at, i.erased_at,
  exists (select from programs.applications a where a.invitation = i.id) used`;

const stateOf = (row: Row, now: Temporal.Instant): InvitationState =>
  invitationStateAt({ expiresAt: row.expires_at, withdrawnAt: row.withdrawn_at, used: row.used }, now);
const expiry = (c: Context) => c.now.add({ hours: 24 * INVITATION_DAYS });
const about = (row: Row) => ({
  about: { kind: 'program-invitation', id: row.id },
  program: row.program,
  identity: row.identity,
});

async function lockInvitation(c: Context, id: string): Promise<Row> {
  await sql`select from programs.invitations where id = ${id} for update`.execute(c.tx);
  const { rows } = await sql<Row>`select ${ROW} from programs.invitations i where i.id = ${id}`.execute(c.tx);
  if (!rows[0]) throw notFound('There is no such invitation.');
  if (rows[0].erased_at) throw refused('invitation.erased', 'What was personal in this invitation is erased.');
  return rows[0];
}

/** The invitation that a key opens, with its state; `lock` for whoever is about to use it. null: none. */
export async function invitationByKey(
  c: Context,
  of: { key: string } | { id: string },
  { lock = false } = {},
): Promise<(Row & { state: InvitationState }) | null> {
  const which = 'key' in of ? sql`i.key_hash = ${tokenHash(of.key)}` : sql`i.id = ${of.id}`;
  if (lock) await sql`select from programs.invitations i where ${which} for update`.execute(c.tx);
  const { rows } = await sql<Row>`select ${ROW} from programs.invitations i where ${which}`.execute(c.tx);
  return rows[0] ? { ...rows[0], state: stateOf(rows[0], c.now) } : null;
}

async function mail(c: Context, to: Invited & { id: string; key: string; nominated: boolean }): Promise<void> {
  const { slug, name } = await programById(c, to.program);
  await queueMail(c, invitationMail, {
    to: { address: to.address, name: to.name },
    about: { kind: 'program-invitation', id: to.id },
    program: to.program,
    language: to.language,
    data: {
      name: to.name,
      program: name,
      words: to.words,
      nominated: to.nominated,
      url: mailedAddress(c, `/apply/${slug}/form?invitation=${to.key}`, to.language),
      until: expiry(c).toString(),
    },
  });
}
