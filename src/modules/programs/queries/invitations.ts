import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, isAfter } from '#kernel/contract/paging.ts';
import { csvPartOf } from '#kernel/csv.ts';
import { notFound } from '#kernel/errors.ts';
import { invitationByKey } from '../commands/invite.ts';
import type { programsContract } from '../contract.ts';
import {
  type InvitationState,
  invitationStateAt,
  mayAnswerNomination,
  mayResend,
  mayWithdrawInvitation,
} from '../invitation.ts';
import { programById } from '../program-of.ts';
import { numberOf } from '../standing.ts';
import { countUpTo } from './application-rows.ts';

type Contract = typeof programsContract;
type At = { after?: string | undefined; limit: number };
const MOST = 50_000;

/** Any of these texts holds what is looked for; small letters are all the same. */
function holds(text: string, ...columns: RawBuilder<unknown>[]): RawBuilder<boolean> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(${sql.join(
    columns.map((column) => sql`lower(${column}) like ${pattern}`),
    sql` or `,
  )})`;
}

const USED = sql<boolean>`exists (select from programs.applications a where a.invitation = i.id)`;
/** invitation.ts as SQL. */
const IN_STATE = (c: Context): Record<InvitationState, RawBuilder<boolean>> => ({
  open: sql`(not ${USED} and i.withdrawn_at is null and i.expires_at > ${c.now})`,
  used: USED,
  withdrawn: sql`(not ${USED} and i.withdrawn_at is not null)`,
  expired: sql`(not ${USED} and i.withdrawn_at is null and i.expires_at <= ${c.now})`,
});

type Invitation = {
  id: string;
  name: string | null;
  address: string | null;
  language: string;
  words: string;
  made_at: Temporal.Instant;
  sent_at: Temporal.Instant;
  sends: number;
  expires_at: Temporal.Instant;
  withdrawn_at: Temporal.Instant | null;
  erased: boolean;
  nominated: boolean;
  by: string | null;
  application: string | null;
  number: number | null;
  prefix: string;
};

async function readInvitations(c: Context, f: Omit<Input<Contract['exportInvitations']>, 'after'>, at: At) {
  const conditions = [sql<boolean>`i.program = ${f.program}`];
  if (f.state) conditions.push(IN_STATE(c)[f.state]);
  if (f.text) conditions.push(holds(f.text, sql`i.name`, sql`i.address`));
  const condition = sql.join(conditions, sql` and `);
  const after = at.after ? isAfter(sql`i.made_at`, sql`i.id`, at.after, 'desc', 'timestamptz') : sql`true`;
  const found = await sql<Invitation>`
    select i.id, i.name, i.address, i.language, i.words, i.made_at, i.sent_at, i.sends, i.expires_at, i.withdrawn_at, i.erased_at is not null erased,
      i.nomination is not null nominated, n.name by, a.id application, a.number, p.prefix
    from (select * from programs.invitations i where ${condition} and ${after} order by i.made_at desc, i.id desc limit ${at.limit + 1}) i
    join programs.programs p on p.id = i.program
    left join programs.applications a on a.invitation = i.id
    left join access.account_names n on n.id = i.invited_by
    order by i.made_at desc, i.id desc`.execute(c.tx);
  const total = at.after ? undefined : await countUpTo(c, sql`select from programs.invitations i where ${condition}`);
  const { rows, next } = cut(found.rows, at.limit, (row) => [row.made_at.toString(), row.id]);
  return { rows: rows.map((row) => invitationOf(c, row)), next, ...(total === undefined ? {} : { total }) };
}

function invitationOf(c: Context, row: Invitation) {
  const used = row.application !== null;
  const state = invitationStateAt({ expiresAt: row.expires_at, withdrawnAt: row.withdrawn_at, used }, c.now);
  return {
    ...{
      id: row.id,
      name: row.name,
      address: row.address,
      language: row.language,
      words: row.words,
      state,
      by: row.by,
    },
    ...{ madeAt: row.made_at.toString(), sentAt: row.sent_at.toString(), sends: row.sends },
    ...{ expiresAt: row.expires_at.toString(), nominated: row.nominated },
    application:
      row.application !== null && row.number !== null
        ? { id: row.application, number: numberOf(row.prefix, row.number) }
        : null,
    may: {
      resend: !row.erased && mayResend(state) === null,
      withdraw: !row.erased && mayWithdrawInvitation(state) === null,
    },
  };
}

/** Invitations of a program, the newest first. */
export const listInvitations = (
  c: Context,
  { limit, after, ...filters }: Input<Contract['listInvitations']>,
): Promise<Output<Contract['listInvitations']>> => readInvitations(c, filters, { limit, after });

/** The same as CSV. Instants are UTC. */
export async function exportInvitations(
  c: Context,
  { after, ...filters }: Input<Contract['exportInvitations']>,
): Promise<Output<Contract['exportInvitations']>> {
  const { rows, next } = await readInvitations(c, filters, { limit: MOST, after });
  const head = [
    'name',
    'address',
    'state',
    'invited_by',
    'made_at',
    'sent_at',
    'expires_at',
    'nominated',
    'application',
  ];
  const lines = rows.map((r) => [
    ...[r.name, r.address, r.state, r.by, r.madeAt, r.sentAt, r.expiresAt],
    ...[r.nominated ? 'yes' : 'no', r.application?.number ?? null],
  ]);
  return csvPartOf(after, head, lines, next);
}

type Nomination = {
  id: string;
  nominee_name: string | null;
  nominee_address: string | null;
  nominator_name: string | null;
  nominator_address: string | null;
  words: string;
  language: string;
  sent_at: Temporal.Instant;
  outcome: 'invited' | 'declined' | null;
  outcome_words: string | null;
  answered_at: Temporal.Instant | null;
  by: string | null;
  erased: boolean;
};

async function readNominations(c: Context, f: Omit<Input<Contract['exportNominations']>, 'after'>, at: At) {
  const conditions = [sql<boolean>`n.program = ${f.program}`];
  if (f.state === 'open') conditions.push(sql`n.answered_at is null and n.erased_at is null`);
  else if (f.state) conditions.push(sql`n.outcome = ${f.state}`);
  if (f.text)
    conditions.push(
      holds(f.text, sql`n.nominee_name`, sql`n.nominee_address`, sql`n.nominator_name`, sql`n.nominator_address`),
    );
  const condition = sql.join(conditions, sql` and `);
  const after = at.after ? isAfter(sql`n.sent_at`, sql`n.id`, at.after, 'desc', 'timestamptz') : sql`true`;
  const found = await sql<Nomination>`
    select n.id, n.nominee_name, n.nominee_address, n.nominator_name, n.nominator_address, n.words, n.language, n.sent_at, n.outcome,
      n.outcome_words, n.answered_at, b.name by, n.erased_at is not null erased
    from (select * from programs.nominations n where ${condition} and ${after} order by n.sent_at desc, n.id desc limit ${at.limit + 1}) n
    left join access.account_names b on b.id = n.answered_by
    order by n.sent_at desc, n.id desc`.execute(c.tx);
  const total = at.after ? undefined : await countUpTo(c, sql`select from programs.nominations n where ${condition}`);
  const { rows, next } = cut(found.rows, at.limit, (row) => [row.sent_at.toString(), row.id]);
  return { rows: rows.map(nominationOf), next, ...(total === undefined ? {} : { total }) };
}

const nominationOf = (row: Nomination) => ({
  id: row.id,
  nominee: { name: row.nominee_name, address: row.nominee_address },
  nominator: { name: row.nominator_name, address: row.nominator_address },
  words: row.words,
  language: row.language,
  state: row.outcome ?? ('open' as const),
  sentAt: row.sent_at.toString(),
  answer: row.answered_at && { words: row.outcome_words ?? '', at: row.answered_at.toString(), by: row.by },
  may: { answer: !row.erased && mayAnswerNomination(row.answered_at !== null) === null },
});

/** Nominations of a program, the newest first. */
export const listNominations = (
  c: Context,
  { limit, after, ...filters }: Input<Contract['listNominations']>,
): Promise<Output<Contract['listNominations']>> => readNominations(c, filters, { limit, after });

/** The same as CSV. Instants are UTC. */
export async function exportNominations(
  c: Context,
  { after, ...filters }: Input<Contract['exportNominations']>,
): Promise<Output<Contract['exportNominations']>> {
  const { rows, next } = await readNominations(c, filters, { limit: MOST, after });
  const head = [
    'nominee',
    'nominee_address',
    'nominator',
    'nominator_address',
    'words',
    'sent_at',
    'state',
    'answered_at',
    'answer',
  ];
  const lines = rows.map((r) => [
    ...[r.nominee.name, r.nominee.address, r.nominator.name, r.nominator.address, r.words, r.sentAt, r.state],
    ...[r.answer?.at ?? null, r.answer?.words ?? null],
  ]);
  return csvPartOf(after, head, lines, next);
}

/** Whom an invitation is for, by the key in its mail. Throws `not found` for a key that is none, or that a newer mail replaced. */
export async function invitation(c: Context, input: { key: string }): Promise<Output<Contract['invitation']>> {
  const found = await invitationByKey(c, input);
  if (!found) throw notFound('This link is not valid. It may be incomplete, or a newer mail has another one.');
  const { slug } = await programById(c, found.program);
  const open = found.state === 'open';
  return {
    program: slug,
    state: found.state,
    name: open ? found.name : null,
    address: open ? found.address : null,
  };
}
