import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, positionOf } from '#kernel/contract/paging.ts';
import type { programsContract } from '../contract.ts';
import { endingOf, foldCode } from '../coupon.ts';
import { numberOf } from '../standing.ts';
import { countUpTo, foundBy } from './application-rows.ts';

type Contract = typeof programsContract;
type Row = {
  id: string;
  code: string;
  sku: string;
  batch: string;
  added_at: Temporal.Instant;
  expires_on: string | null;
  voided: boolean;
  expired: boolean;
  void_words: string | null;
  issued_at: Temporal.Instant | null;
  /** Whom it went to before it came here; its issue is not one of ours. */
  imported_to: string | null;
  application: string | null;
  prefix: string;
  number: number;
  project: string;
  mail_state: string | null;
};

/** As grant-membership.ts picks codes: a batch that has run out gives none away. */
const hasRunOut = (c: Context) => sql<boolean>`exists (
  select from programs.coupon_batches x where x.id = k.batch and x.expires_on <= (${c.now}::timestamptz at time zone 'UTC')::date)`;

const STATE = {
  free: sql<boolean>`k.voided_at is null and k.issued_at is null`,
  expired: sql<boolean>`k.voided_at is null and k.issued_at is null`,
  issued: sql<boolean>`k.issued_at is not null`,
  void: sql<boolean>`k.voided_at is not null`,
};

type Filters = Pick<Input<Contract['listCoupons']>, 'program' | 'sku' | 'state' | 'text'>;

/** The condition that a coupon `k` fits. The text finds a whole code, its last four characters, or the application it went to. */
function fitting(c: Context, { program, sku, state, text }: Filters) {
  const conditions = [sql<boolean>`k.program = ${program}`];
  if (sku) conditions.push(sql`k.sku = ${sku}`);
  if (state) conditions.push(STATE[state]);
  if (state === 'free') conditions.push(sql`not ${hasRunOut(c)}`);
  if (state === 'expired') conditions.push(hasRunOut(c));
  if (text) {
    const code = foldCode(text.replace(/^…/, ''));
    conditions.push(sql`(k.code_folded = ${code} or (length(k.code) > 4 and right(k.code_folded, 4) = ${code}) or k.id in (
      select i.coupon from programs.applications a join programs.terms t on t.application = a.id
      join programs.entitlements e on e.term = t.id join programs.coupon_issues i on i.entitlement = e.id
      where a.program = ${program} and ${foundBy(text)}))`);
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

/** One page of the register with whole codes, newest batch first. Only for those who may see a code at all. */
export async function readCoupons(c: Context, filters: Filters, at: { after?: string | undefined; limit: number }) {
  const after = at.after ? sql<boolean>`k.id < ${positionOf(at.after)[1]}::uuid` : sql<boolean>`true`;
  const found = await sql<Row>`
      select k.id, k.code, k.sku, b.name batch, b.added_at, b.expires_on::text expires_on, k.voided_at is not null voided, k.void_words, ${hasRunOut(c)} expired,
        coalesce(i.issued_at, k.issued_at) issued_at, k.imported_to, a.id application, p.prefix, a.number, a.project, mail.state mail_state
      from (select * from programs.coupons k where ${fitting(c, filters)} and ${after} order by k.id desc limit ${at.limit + 1}) k
      join programs.coupon_batches b on b.id = k.batch
      left join programs.coupon_issues i on i.coupon = k.id
      left join programs.entitlements e on e.id = i.entitlement
      left join programs.terms t on t.id = e.term
      left join programs.applications a on a.id = t.application
      left join programs.programs p on p.id = a.program
      left join mail.messages mail on mail.id = i.mail
      order by k.id desc`.execute(c.tx);
  const { rows, next } = cut(found.rows, at.limit, (row) => [null, row.id]);
  return {
    next,
    rows: rows.map((row) => ({
      id: row.id,
      code: row.code,
      sku: row.sku,
      batch: row.batch,
      addedAt: row.added_at.toString(),
      state: stateOf(row),
      issued: row.issued_at && {
        application: row.application,
        number: row.application === null ? null : numberOf(row.prefix, row.number),
        project: row.application === null ? (row.imported_to ?? 'before it came here') : row.project,
        at: row.issued_at.toString(),
        mailState: row.mail_state ?? 'removed',
      },
      voidWords: row.void_words,
      expiresOn: row.expires_on,
    })),
  };
}

function stateOf(row: Row): 'void' | 'issued' | 'expired' | 'free' {
  if (row.voided) return 'void';
  if (row.issued_at) return 'issued';
  return row.expired ? 'expired' : 'free';
}

/** The register of codes, newest batch first; of each code only its end. */
export async function listCoupons(
  c: Context,
  input: Input<Contract['listCoupons']>,
): Promise<Output<Contract['listCoupons']>> {
  const [{ rows, next }, total] = await Promise.all([
    readCoupons(c, input, input),
    input.after ? undefined : countUpTo(c, sql`select from programs.coupons k where ${fitting(c, input)}`),
  ]);
  return {
    rows: rows.map(({ code, expiresOn: _, ...row }) => ({ ...row, ending: endingOf(code) })),
    next,
    ...(total === undefined ? {} : { total }),
  };
}
