import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { refused } from '#kernel/errors.ts';
import { job, queueJob, type Run } from '#kernel/jobs/job.ts';
import { purgeLimits } from '#kernel/limits/limit.ts';
import { readSmtpSettings } from '#kernel/mail/settings.ts';
import { rebuildAll } from '#kernel/search/rebuild.ts';
import { readOrganisation, writeOrganisation } from '#kernel/settings/organisation.ts';
import { askSatisfaction, markMembers, remindMembers } from '#modules/programs';
import { tellChecks } from './outcomes.ts';
import { openPast, type Past } from './past.ts';
import { openBook, openScene } from './scene.ts';
import { inventStory, type Story } from './story/story.ts';

/** Under which name the progress of loading is written down. */
export const ABOUT = { kind: 'sample', id: 'sample' } as const;
/** Every installation is told the same story. */
const SEED = 20_240_229;

/** What is kept of a loaded, or half loaded, sample organisation. */
export type Sample = {
  seed: number;
  zone: string;
  country: string | null;
  endsAt: Temporal.Instant;
  chapters: number;
  program: string | null;
  finishedAt: Temporal.Instant | null;
};

/** The sample organisation, if one is loaded. `lock`: nobody else goes on with it, or removes it, until the transaction ends. */
export async function readSample(c: Pick<Context, 'tx'>, lock = false): Promise<Sample | null> {
  const { rows } = await sql<Sample>`
    select seed, zone, country, ends_at "endsAt", chapters, program, finished_at "finishedAt" from house.sample
    ${lock ? sql`for update` : sql``}`.execute(c.tx);
  return rows[0] ?? null;
}

/** Asks for the sample organisation: writes down that it is there and queues the job that tells its story. Throws `refused`. */
export async function askForSample(c: Context, by: string | null): Promise<void> {
  if (await readSmtpSettings(c))
    throw refused(
      'sample.mail-server',
      'A mail server is set up, so people are served here. The sample organisation is for looking around before that: take the mail server out under Settings, or try it in another installation.',
    );
  const { zone, country, ...rest } = await readOrganisation(c);
  const { rows } = await sql`
    insert into house.sample (seed, zone, country, ends_at, asked_at, asked_by)
    values (${SEED}, ${zone}, ${country}, date_trunc('minute', ${c.now}::timestamptz), ${c.now}, ${by})
    on conflict do nothing returning 1`.execute(c.tx);
  if (rows.length === 0) throw refused('sample.loaded', 'The sample organisation is loaded already. Remove it first.');
  await writeOrganisation(c, { ...rest, zone, country, sample: true });
  await queueJob(c, loadSample, {}, { key: loadSample.name });
}

/** Tells the story, chapter by chapter. Each chapter is one transaction; a repeat goes on after the last one that stands. */
export const loadSample = job(
  'sample.load',
  z.object({}),
  async (run) => {
    try {
      await load(run);
    } catch (error) {
      if (run.lastAttempt)
        await run.progress.finish(ABOUT, 'Loading failed. Remove the sample organisation and try again.', true);
      throw error;
    }
  },
  { words: 'Load the sample organisation' },
);

async function load(run: Run): Promise<void> {
  const begun = await run.transact('sample', (c) => readSample(c));
  if (!begun || begun.finishedAt) return;
  const story = await inventStory(begun);
  for (let nr = begun.chapters; nr < story.chapters.length; nr++) {
    run.signal.throwIfAborted();
    const told = await run.transact('sample', (c) => tellChapter(c, story, nr));
    if (!told) return;
    const day = story.chapters[nr]?.until.toZonedDateTimeISO(begun.zone).toPlainDate().toString();
    await run.progress.report(ABOUT, nr + 1, story.chapters.length, `The story has come to ${day}.`);
  }
  await run.transact('sample', async (c) => {
    await sql`update house.sample set finished_at = ${c.now}`.execute(c.tx);
    // What the story took from the limits is full again: it was taken in the past.
    await purgeLimits(c);
    await rebuildAll(c);
  });
  await run.progress.finish(ABOUT, 'The sample organisation is loaded.');
}

/** Tells one chapter in the caller's transaction. false: somebody else told it, or the sample was removed meanwhile. */
export async function tellChapter(c: Context, story: Story, nr: number): Promise<boolean> {
  const sample = await readSample(c, true);
  const chapter = story.chapters[nr];
  if (!sample || sample.chapters !== nr || !chapter) return false;
  const book = await openBook(c.tx);
  const past = openPast(
    c.house,
    c.tx,
    new Map([
      [
        'programs.run-checks',
        (run, payload) => tellChecks(run, payload as { application: string; checks: string[] }, book, story.checks),
      ],
    ]),
  );
  for (const step of chapter.steps) await step.act(openScene(c.house, c.tx, past, book, step.at));
  await past.settle();
  await past.keep(chapter.until, 'programs.keep-retention');
  await past.settle();
  await keepMembers(past, book.program, chapter.until, sample.endsAt);
  await register(c, chapter.from, chapter.until);
  await sql`update house.sample set chapters = ${nr + 1}`.execute(c.tx);
  return true;
}

/** So many days before the end of the story mails remind of renewals. */
const REMINDED_DAYS = 100;

/** What the house does by itself for members, once a week: in this program alone, since real ones have their own present. */
async function keepMembers(past: Past, program: string | null, at: Temporal.Instant, end: Temporal.Instant) {
  if (program === null) return;
  await past.run(at, (run) => markMembers(run, program));
  const reminds = Temporal.Instant.compare(at, end.subtract({ hours: 24 * REMINDED_DAYS })) > 0;
  if (reminds) await past.run(at, (run) => remindMembers(run, program));
  await past.run(at, (run) => askSatisfaction(run, program));
  await past.settle();
}

/** Writes down which identities and organisations this transaction made: those that were there before are nobody's to remove. */
async function register(c: Context, from: Temporal.Instant, until: Temporal.Instant): Promise<void> {
  await sql`
    insert into house.sample_rows (kind, id)
    select 'identity', id from community.identities
      where xmin = pg_current_xact_id()::xid and first_seen_at >= ${from} and first_seen_at <= ${until}
    union all select 'organisation', id from community.organisations
      where xmin = pg_current_xact_id()::xid and made_at >= ${from} and made_at <= ${until}
    on conflict do nothing`.execute(c.tx);
}
