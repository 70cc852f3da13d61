import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import type { Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { db } from '../database.ts';
import { ownWords } from '../emails/own-words.ts';
import { endedBySilenceMail, silenceNoticeMail } from '../emails/silence.ts';
import { endOfNotice, type Next, nextOfSilence } from '../silence.ts';
import { lockApplication, type Standing } from '../standing.ts';
import { silenceNoticed } from '../workbench-facts.ts';
import { common, envelope } from './tell-applicant.ts';
import { withdraw } from './withdraw.ts';

const CHUNK = 200;
type Due = { id: string; application: string };

/**
 * Tells applicants of whom nothing is heard when their application ends, and ends those whose day has come; each in a transaction of its
 * own, in which its mail is queued: what was done is seen by the next look, so nothing happens twice, and a break in between loses nothing.
 */
export async function keepSilence(run: Run): Promise<void> {
  for (;;) {
    const { rows } = await run.transact('silence', (c) =>
      sql<Due>`select id, application from programs.waits
        where until is null and silent_at <= ${c.now} order by silent_at, id limit ${CHUNK}`.execute(c.tx),
    );
    for (const { id, application } of rows) {
      run.signal.throwIfAborted();
      await run.transact('silence', (c) => actOnSilence(c, id, application));
    }
    if (rows.length < CHUNK) return;
  }
}

export type WaitRow = {
  id: string;
  cause: 'mail' | 'proof' | 'answer';
  since: Temporal.Instant;
  more: Temporal.Instant | null;
  told: Temporal.Instant | null;
  question: string | null;
};

/** The wait of an application that lasts, with what was told and given; null: we do not wait for an answer or a proof. */
export async function openWait(c: Context, application: string): Promise<WaitRow | null> {
  const { rows } = await sql<WaitRow>`
    select w.id, w.cause, w.since,
      (select max(m.until) from programs.more_time m where m.wait = w.id) more,
      (select n.ends_at from programs.silence_notices n where n.wait = w.id and n.set_aside_at is null) told,
      (select q.words from programs.questions q where q.application = w.application and q.answered_at is null and q.withdrawn_at is null) question
    from programs.waits w where w.application = ${application} and w.until is null and w.cause <> 'mail'`.execute(c.tx);
  return rows[0] ?? null;
}

/** What comes next of a wait. */
export const nextOf = (wait: WaitRow, standing: Pick<Standing, 'policy'>): Next | null =>
  nextOfSilence({ since: wait.since, moreTime: wait.more, told: wait.told }, standing.policy.silence);

async function actOnSilence(c: Context, id: string, application: string): Promise<void> {
  const standing = await lockApplication(c, application);
  const wait = await openWait(c, application);
  const { silence } = standing.policy;
  if (wait?.id !== id || !silence) return noteNext(c, id, null);
  const next = nextOf(wait, standing);
  if (!next || Temporal.Instant.compare(c.now, next.at) < 0) return noteNext(c, id, next?.at ?? null);
  if (next.act === 'end') return end(c, standing, wait);
  await notice(c, standing, wait, endOfNotice(next, silence, c.now));
}

/** When to look at the wait again. */
export async function noteNext(c: Context, wait: string, at: Temporal.Instant | null): Promise<void> {
  await db(c).updateTable('programs.waits').set({ silent_at: at }).where('id', '=', wait).execute();
}

async function notice(c: Context, standing: Standing, wait: WaitRow, endsAt: Temporal.Instant): Promise<void> {
  const id = newId();
  await db(c)
    .insertInto('programs.silence_notices')
    .values({ id, wait: wait.id, told_at: c.now, ends_at: endsAt })
    .execute();
  await noteNext(c, wait.id, endsAt);
  await record(c, silenceNoticed, {
    about: { kind: 'application', id: standing.id },
    program: standing.program.id,
    identity: standing.identity,
    data: { notice: id, endsAt: endsAt.toString() },
  });
  await mailWaiting(c, standing, wait, endsAt, `silence-notice:${id}`);
}

/** Mails that we still wait, for what, and (unless null) when the application ends. */
export async function mailWaiting(
  c: Context,
  standing: Standing,
  wait: WaitRow,
  endsAt: Temporal.Instant | null,
  key: string,
): Promise<void> {
  if (!standing.address) return;
  const data = {
    ...(await common(c, standing)),
    words: wait.cause === 'answer' ? (wait.question ?? '') : '',
    cause: wait.cause === 'answer' ? ('answer' as const) : ('proof' as const),
    endsAt: endsAt?.toString() ?? '',
  };
  const own = await ownWords(c, standing.policy, 'silence-notice', standing.language, data);
  await queueMail(c, silenceNoticeMail, {
    ...envelope(standing, standing.address, key),
    data: { ...data, own },
  });
}

async function end(c: Context, standing: Standing, wait: WaitRow): Promise<void> {
  await withdraw(c, standing, 'silence');
  if (!standing.address) return;
  await queueMail(c, endedBySilenceMail, {
    ...envelope(standing, standing.address, `ended-by-silence:${wait.id}`),
    data: { ...(await common(c, standing)), words: '' },
  });
}
