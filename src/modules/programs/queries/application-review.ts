import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { accountOf } from '../acting.ts';
import { mayAnswerAppeal } from '../appeal.ts';
import type { programsContract } from '../contract.ts';
import type { Policy } from '../policy.ts';
import { nextOfSilence } from '../silence.ts';
import { nameOf, utc } from './application-history.ts';

type Review = Output<(typeof programsContract)['getApplication']>['review'];
type Earlier = {
  id: string;
  verdict: 'approved' | 'refused' | null;
  reason: string | null;
  words: string;
  by: string | null;
  at: string;
  again: string;
  again_by: string | null;
  again_words: string | null;
};
type Appeal = {
  id: string;
  words: string;
  at: string;
  answered: string | null;
  by: string | null;
  upheld: boolean | null;
  answer: string | null;
};
type Wait = { since: string; more: string | null; told: string | null };
export type ReviewRows = { earlier: Earlier[] | null; appeals: Appeal[] | null; wait: Wait | null };

/** What reviewers did beside the decision in force: a query of its own that runs beside the record's. */
export async function readReview(c: Context, id: string): Promise<ReviewRows> {
  const found = await sql<ReviewRows>`
    select
      (select json_agg(e order by e.again desc) from (
        select d.id, d.verdict, d.reason, d.words, case when d.decided_by is not null then ${nameOf('d.decided_by')} end "by", d.decided_at at,
          d.reopened_at again, case when d.reopened_by is not null then ${nameOf('d.reopened_by')} end again_by, d.reopened_words again_words
        from programs.decisions d where d.application = ${id} and d.reopened_at is not null
        union all
        select w.id, null, null, '', null, w.withdrawn_at, w.reopened_at,
          case when w.reopened_by is not null then ${nameOf('w.reopened_by')} end, w.reopened_words
        from programs.withdrawals w where w.application = ${id} and w.reopened_at is not null) e) earlier,
      (select json_agg(json_build_object('id', p.id, 'words', p.words, 'at', p.made_at, 'answered', p.answered_at, 'upheld', p.upheld,
          'by', case when p.answered_by is not null then ${nameOf('p.answered_by')} end, 'answer', p.answer) order by p.made_at desc)
       from programs.appeals p where p.application = ${id}) appeals,
      (select json_build_object('since', w.since, 'more', (select max(m.until) from programs.more_time m where m.wait = w.id),
          'told', (select n.ends_at from programs.silence_notices n where n.wait = w.id and n.set_aside_at is null))
       from programs.waits w where w.application = ${id} and w.until is null and w.cause <> 'mail') wait`.execute(c.tx);
  return found.rows[0] as ReviewRows;
}

type Standing = {
  decision: Parameters<typeof mayAnswerAppeal>[0]['decision'];
  policy: Pick<Policy, 'reasons' | 'silence'>;
};

/** Instants of JSON. */
const instant = (text: string | null) => (text === null ? null : Temporal.Instant.from(text));

/** When it ends by itself, unless the applicant is heard; null: it does not. */
export function silenceOf(wait: Wait | null, { silence }: Pick<Policy, 'silence'>): Review['silence'] {
  if (!wait) return null;
  const [moreTime, told] = [instant(wait.more), instant(wait.told)];
  const next = nextOfSilence({ since: Temporal.Instant.from(wait.since), moreTime, told }, silence);
  return next && { endsAt: next.endsAt.toString(), told: told !== null, moreTime: moreTime?.toString() ?? null };
}

/** The same for the page. */
export function reviewOf(c: Context, rows: ReviewRows, { decision, policy }: Standing): Review {
  const label = (code: string | null) => policy.reasons.find((r) => r.code === code)?.label ?? code;
  const open = (rows.appeals ?? []).some(({ answered }) => answered === null);
  return {
    earlier: (rows.earlier ?? []).map(({ again, again_by, again_words, at, reason, ...each }) => ({
      ...each,
      reason: label(reason),
      at: utc(at),
      reopened: { at: utc(again), by: again_by, words: again_words ?? '' },
    })),
    appeals: (rows.appeals ?? []).map(({ id, words, at, answered, upheld, by, answer }) => ({
      id,
      words,
      at: utc(at),
      answer: answered === null ? null : { upheld: upheld === true, words: answer ?? '', by, at: utc(answered) },
    })),
    silence: silenceOf(rows.wait, policy),
    mayNot: { answerAppeal: open ? (mayAnswerAppeal({ open, decision }, accountOf(c))?.words ?? null) : null },
  };
}
