import { sql } from 'kysely';
import { counted } from '../language/english.ts';
import { isIn } from '../metrics/readings.ts';
import { about, type Finding, type Patient } from './finding.ts';

const MOST = 100_000;
const STUCK_MINUTES = 10;

/** Does anybody carry jobs out? */
export async function checkWorkers({ kysely }: Patient): Promise<Finding> {
  const say = about('workers', 'Workers');
  const { rows } = await sql<{ workers: number; processes: number; late: number }>`
    select count(*) workers, count(distinct process) processes,
      (select count(*) from jobs.timetables where next_at < now() - interval '2 minutes') late
    from jobs.workers where beat_at > now() - interval '40 seconds' and id not like 'pool-%'`.execute(kysely);
  const { workers = 0, processes = 0, late = 0 } = rows[0] ?? {};
  if (workers === 0)
    return say.broken(
      'No worker gives a sign of life, so no mail leaves and no promise is watched.',
      'Start Guildhall, or where it runs with --no-jobs, "bin/guildhall work" on one machine at least.',
    );
  if (late > 0)
    return say.look(
      `${late} ${late === 1 ? 'timetable is' : 'timetables are'} late, although workers live.`,
      'Look at Settings, Jobs, and at the log for "the heartbeat of the workers failed".',
    );
  return say.well(`${workers} in ${processes === 1 ? 'one process' : `${processes} processes`}.`);
}

/** Does queued work get done? */
export async function checkQueue({ kysely }: Patient): Promise<Finding> {
  const say = about('queue', 'Queue');
  const there = await sql<{ there: boolean }>`
    select to_regclass('graphile_worker._private_jobs') is not null there`.execute(kysely);
  if (!there.rows[0]?.there)
    return say.look('There is no queue yet.', 'The next start makes it. Nothing is to be done.');
  const { rows } = await sql<{ failed: number; due: number; minutes: number | null }>`
    select count(*) filter (where ${isIn('failed')}) failed, count(*) filter (where ${isIn('due')}) due,
      extract(epoch from now() - min(j.run_at) filter (where ${isIn('due')}))::float8 / 60 minutes
    from (select * from graphile_worker._private_jobs limit ${MOST}) j`.execute(kysely);
  const { failed = 0, due = 0, minutes = null } = rows[0] ?? {};
  if (minutes !== null && minutes > STUCK_MINUTES)
    return say.broken(
      `It is stuck: ${counted(due, 'job is', 'jobs are')} due, the oldest for ${counted(Math.round(minutes), 'minute')}.`,
      'See whether workers live and what they are at: Settings, Jobs. More "bin/guildhall work" processes help if they are busy.',
    );
  if (failed > 0)
    return say.look(
      `${counted(failed, 'job')} failed for good.`,
      'Settings, Jobs shows why; retry them once the cause is mended, or remove them.',
    );
  return say.well(due === 0 ? 'Nothing waits.' : `${due} due, none of them for long.`);
}

/** Do mails arrive? Not whether they could: that is mail health. */
export async function checkOutbox({ kysely }: Patient): Promise<Finding> {
  const say = about('outbox', 'Outbox');
  const { rows } = await sql<{ failed: number; uncertain: number; late: number; server: boolean }>`
    select (select count(*) from (select from mail.messages where state = 'failed' limit ${MOST}) f) failed,
      (select count(*) from (select from mail.messages where state = 'uncertain' limit ${MOST}) u) uncertain,
      (select count(*) from (select from mail.messages where state = 'queued' and queued_at < now() - interval '1 hour'
         and attempts > 0 limit ${MOST}) q) late,
      exists (select from house.settings where key = 'mail.smtp') server`.execute(kysely);
  const { failed = 0, uncertain = 0, late = 0, server = false } = rows[0] ?? {};
  if (!server)
    return say.look('No mail server is set up: mails are held here.', 'Set one up under Settings, Mail server.');
  const trouble = [
    failed > 0 ? `${failed} failed` : '',
    uncertain > 0 ? `${uncertain} uncertain` : '',
    late > 0 ? `${late} tried for more than an hour` : '',
  ].filter(Boolean);
  if (trouble.length > 0)
    return say.look(
      `Mails: ${trouble.join(', ')}.`,
      'Settings, Outbox says of each what went wrong; send them again once it is mended.',
    );
  return say.well('No mail failed.');
}

/** Is there a backup, and is it young enough? */
export async function checkBackups({ kysely }: Patient): Promise<Finding> {
  const say = about('backups', 'Backups');
  const { rows } = await sql<{ hours: number | null; failed: boolean | null }>`
    select extract(epoch from now() - max(taken_at) filter (where state = 'taken' and removed_at is null))::float8 / 3600 hours,
      (array_agg(state order by asked_at desc) filter (where state in ('taken', 'failed')))[1] = 'failed' failed
    from house.backups`.execute(kysely);
  const { hours = null, failed = null } = rows[0] ?? {};
  if (hours === null)
    return say.look('There is none yet.', 'Take one: bin/guildhall backup. Keep copies on another machine.');
  const words = `The newest is ${hours < 48 ? counted(Math.round(hours), 'hour') : counted(Math.round(hours / 24), 'day')} old`;
  if (failed || hours > 72)
    return say.look(
      failed ? `${words}; the last try failed.` : `${words}.`,
      '"bin/guildhall backups list" says why; mend it, then take one: bin/guildhall backup.',
    );
  return say.well(`${words}.`);
}
