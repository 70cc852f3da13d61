import { describe, expect, test } from 'vitest';
import type { Run } from '#kernel/jobs/job.ts';
import { testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';
import { keepSilence } from './keep-silence.ts';

const house = await testHouse();
await openProgram(house, {
  automatic: false,
  requirements: requiring(LOCAL_CHECKS),
  silence: { noticeAfterDays: 14, endsAfterDays: 20 },
});
const reviewer = await house.as('reviewer');
const { stranger } = house;

/** What the house does in the midst of its work: go on, die before the commit, or die right after it. */
let fate: () => 'live' | 'before' | 'after' = () => 'live';
const run = {
  signal: new AbortController().signal,
  transact: async (_: string, act: Parameters<typeof house.transact>[0]) => {
    const comes = fate();
    const done = await house.transact(async (c) => {
      const made = await act(c);
      if (comes === 'before') throw new Error('killed');
      return made;
    });
    if (comes === 'after') throw new Error('killed');
    return done;
  },
} as Run;

async function asked(n: string, language = 'en'): Promise<Applied & { key: string }> {
  const applied = await apply(house, n);
  const key = await confirm(house, applied);
  await house.work();
  await house.rows(`update programs.applications set language = '${language}' where id = '${applied.id}'`);
  await reviewer.programs.askApplicant({ id: applied.id, words: 'Which licence is "assets" under?' });
  return { ...applied, key };
}
const mails = async ({ address }: Applied) =>
  (await house.mailbox(address))
    .filter(({ template }) => /silence/.test(template))
    .map(({ template, subject, text }) => ({ template: template.replace('programs.', ''), subject, text }));
const names = async (applied: Applied) => (await mails(applied)).map(({ template }) => template);
const shown = (id: string) => reviewer.programs.getApplication({ id });
const days = (n: number) => house.clock.advance({ hours: 24 * n });

describe('an applicant of whom nothing is heard', () => {
  test('is told on the 14th day when it ends, and it ends on the 20th, each told once however often and however many look', async () => {
    const application = await asked('silent');
    expect((await stranger.programs.application({ key: application.key })).silence).toEqual({
      endsAt: '2026-03-30T09:00:00Z',
    });
    days(13);
    await keepSilence(run);
    expect(await mails(application)).toEqual([]);
    days(1);
    await Promise.all([keepSilence(run), keepSilence(run), keepSilence(run)]);
    await keepSilence(run);
    expect(await mails(application)).toEqual([
      {
        template: 'silence-notice',
        subject: expect.stringContaining(application.number),
        text: expect.stringMatching(/Which licence is "assets" under\?[\s\S]*30 March 2026/),
      },
    ]);
    expect((await shown(application.id)).review.silence).toEqual({
      endsAt: '2026-03-30T09:00:00Z',
      told: true,
      moreTime: null,
    });
    const page = await (await house.request(`/a/${application.key}`)).text();
    expect(page).toContain('Without your answer, the application ends on 30 March 2026');
    days(6);
    await Promise.all([keepSilence(run), keepSilence(run)]);
    await keepSilence(run);
    expect(await names(application)).toEqual(['silence-notice', 'ended-by-silence']);
    expect(await shown(application.id)).toMatchObject({
      stage: 'withdrawn',
      withdrawal: 'silence',
      may: { reopen: true, giveMoreTime: false },
    });
    // Whoever comes back can say so, and be taken up again.
    await stranger.programs.writeToTeam({ key: application.key, body: 'I was ill.' });
    await reviewer.programs.reopenApplication({ id: application.id, words: 'Welcome back.' });
    await keepSilence(run);
    expect((await shown(application.id)).stage).not.toBe('withdrawn');
  });

  test('who answers in between is left in peace; a second question begins anew', async () => {
    const application = await asked('answers');
    days(14);
    await keepSilence(run);
    await stranger.programs.answerQuestion({ key: application.key, body: 'MIT.' });
    days(7);
    await keepSilence(run);
    expect(await names(application)).toEqual(['silence-notice']);
    await reviewer.programs.askApplicant({ id: application.id, words: 'And "docs"?' });
    days(13);
    await keepSilence(run);
    expect(await names(application)).toEqual(['silence-notice']);
    days(1);
    await keepSilence(run);
    expect(await names(application)).toEqual(['silence-notice', 'silence-notice']);
  });

  test('that nobody looked for weeks takes nothing from the days between notice and end', async () => {
    const application = await asked('unlooked');
    days(40);
    await keepSilence(run);
    await keepSilence(run);
    expect(await names(application)).toEqual(['silence-notice']);
    days(5);
    await keepSilence(run);
    expect((await shown(application.id)).stage).toBe('needs-info');
    days(1);
    await keepSilence(run);
    expect((await shown(application.id)).stage).toBe('withdrawn');
  });

  test('gets more time from a reviewer: what was told counts no more, and is told anew', async () => {
    const application = await asked('more-time');
    days(15);
    await keepSilence(run);
    const until = house.clock
      .now()
      .add({ hours: 24 * 30 })
      .toString()
      .slice(0, 10);
    await reviewer.programs.giveMoreTime({ id: application.id, until });
    const { review } = await shown(application.id);
    expect(review.silence).toMatchObject({ told: false });
    days(20);
    await keepSilence(run);
    expect(await names(application)).toEqual(['silence-notice']);
    days(5);
    await keepSilence(run);
    expect(await names(application)).toEqual(['silence-notice', 'silence-notice']);
    days(6);
    await keepSilence(run);
    expect((await shown(application.id)).stage).toBe('withdrawn');
    expect(await faultOf(reviewer.programs.giveMoreTime({ id: application.id, until: '2027-01-01' }))).toMatchObject({
      rule: 'silence.not-waiting',
    });
  });

  test('is reminded by hand at most once a day, and only while we wait', async () => {
    const application = await asked('reminded');
    await reviewer.programs.remindApplicant({ id: application.id });
    expect(await faultOf(reviewer.programs.remindApplicant({ id: application.id }))).toMatchObject({ code: 'LIMITED' });
    expect(await names(application)).toEqual(['silence-notice']);
    await stranger.programs.answerQuestion({ key: application.key, body: 'MIT.' });
    expect(await faultOf(reviewer.programs.remindApplicant({ id: application.id }))).toMatchObject({
      rule: 'application.not-waiting',
    });
  });

  test('reads it in their own language', async () => {
    const readers = await Promise.all(['de', 'es', 'fr', 'ja'].map((language) => asked(`in-${language}`, language)));
    days(14);
    await keepSilence(run);
    days(6);
    await keepSilence(run);
    const told = await Promise.all(readers.map(mails));
    expect(told.map((each) => each.map(({ subject }) => subject.replace(/OSS-\d+/, 'N')))).toEqual([
      ['Wir warten noch auf Sie: N (Project in-de)', 'Ihre Bewerbung N (Project in-de) ist beendet'],
      ['Seguimos a la espera de usted: N (Project in-es)', 'Su solicitud N (Project in-es) ha terminado'],
      [expect.stringContaining('Nous attendons votre réponse'), expect.stringContaining('a pris fin')],
      [expect.stringContaining('ご対応をお待ちしています'), expect.stringContaining('申請は終了しました')],
    ]);
  });
});

test('a house that is killed again and again while it looks tells everybody once and ends everything once', async () => {
  const all: Applied[] = [];
  for (let n = 0; n < 8; n++) all.push(await asked(`killed-${n}`));
  // A fixed pseudo-random row: every third step dies before, every third after its commit.
  let step = 0;
  for (const wait of [14, 6]) {
    days(wait);
    fate = () => (['live', 'before', 'after'] as const)[((step++ * 7) % 5) % 3] as 'live';
    for (let tries = 0; tries < 40; tries++) await keepSilence(run).catch(() => {});
    fate = () => 'live';
    await keepSilence(run);
  }
  for (const each of all) expect(await names(each)).toEqual(['silence-notice', 'ended-by-silence']);
  const ends = await house.rows(
    `select application from programs.withdrawals where application = any('{${all.map(({ id }) => id).join(',')}}')`,
  );
  expect(ends).toHaveLength(all.length);
});
