import { accountOf, type Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { organisationZone } from '#kernel/settings/organisation.ts';
import { db } from '../database.ts';
import { mayGiveMoreTime } from '../silence.ts';
import { aboutApplication, lockApplication, unless } from '../standing.ts';
import { applicantReminded, moreTimeGiven } from '../workbench-facts.ts';
import { mailWaiting, nextOf, noteNext, openWait } from './keep-silence.ts';

/** The end of a day as the organisation lives it. */
export const endOfDay = async (c: Context, day: string): Promise<Temporal.Instant> =>
  Temporal.PlainDate.from(day)
    .add({ days: 1 })
    .toZonedDateTime(await organisationZone(c))
    .toInstant();

/** A reviewer gives an applicant time until the end of a day: nothing ends before, and a notice that was given counts no more. */
export async function giveMoreTime(c: Context, input: { id: string; until: string }) {
  const standing = await lockApplication(c, input.id);
  const wait = await openWait(c, standing.id);
  const until = await endOfDay(c, input.until);
  unless(mayGiveMoreTime({ waits: wait !== null, policy: standing.policy.silence }, until, c.now));
  if (!wait) return {};
  await db(c)
    .insertInto('programs.more_time')
    .values({ id: newId(), wait: wait.id, until, given_by: accountOf(c), given_at: c.now })
    .execute();
  await db(c)
    .updateTable('programs.silence_notices')
    .set({ set_aside_at: c.now })
    .where('wait', '=', wait.id)
    .where('set_aside_at', 'is', null)
    .execute();
  const now = await openWait(c, standing.id);
  await noteNext(c, wait.id, (now && nextOf(now, standing)?.at) ?? null);
  await record(c, moreTimeGiven, { ...aboutApplication(standing), data: { until: until.toString() } });
  return {};
}

/** Mails the applicant once more what we wait for; once a day at most. */
export async function remindApplicant(c: Context, input: { id: string }) {
  const standing = await lockApplication(c, input.id);
  const wait = await openWait(c, standing.id);
  unless(
    wait && standing.address !== null
      ? null
      : { rule: 'application.not-waiting', words: 'We do not wait for an answer of the applicant.' },
  );
  if (!wait) return {};
  await takeLimit(c, {
    bucket: 'programs.remind',
    whom: standing.id,
    of: 1,
    per: { hours: 24 },
    words: 'The applicant was reminded within the last day.',
  });
  const reminder = newId();
  await record(c, applicantReminded, { ...aboutApplication(standing), data: { reminder } });
  await mailWaiting(c, standing, wait, nextOf(wait, standing)?.endsAt ?? null, `reminder:${reminder}`);
  return {};
}
