import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { testHouse } from '#tests/support/house.ts';
import { expectSound } from '#tests/support/look.ts';
import { servePages } from '#tests/support/pages.ts';

const house = await testHouse();
const browser = await openBrowser();
const RECORD = '01990000-0000-7000-8000-0000000000aa';
let token = '';

const origin = await servePages(house, () => token);

beforeAll(async () => {
  token = (await house.as('owner')).token;
  const k = house.house.database.kysely;
  await sql`delete from graphile_worker._private_jobs`.execute(k);
  for (const _ of [1, 2])
    await sql`select graphile_worker.add_job('mail.send', ${JSON.stringify({ message: RECORD })}::json, max_attempts => 3)`.execute(
      k,
    );
  await sql`update graphile_worker._private_jobs set attempts = 3, last_error = 'the mail server has no time'`.execute(
    k,
  );
  await sql`insert into jobs.workers (id, process, beat_at) values ('a', 'vm:7:x', now() + interval '1 hour')`.execute(
    k,
  );
  await sql`insert into jobs.timetables (name, rule, next_at) values ('files.purge', '{}', now() + interval '1 hour')`.execute(
    k,
  );
});

const open = async (path: string): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${origin}${path}`);
  await page.locator('main h1').first().waitFor();
  return page;
};
const left = () => house.rows<{ attempts: number }>('select attempts from graphile_worker._private_jobs order by id');

test('Jobs: sound in every look; a job is tried again, another removed after its kind was typed', async () => {
  const page = await open('/settings/jobs?state=failed');
  await page.getByText('Send a mail').first().waitFor();
  await expectSound(page, 'settings/jobs');
  await page.locator('table input[type=checkbox]').nth(1).check();
  await page.getByRole('button', { name: /^Remove job/ }).click();
  const submit = page.getByRole('dialog').getByRole('button', { name: 'Remove job' });
  expect(await submit.isDisabled()).toBe(true);
  await page.getByLabel('Type mail.send to go on').fill('mail.send');
  await submit.click();
  await expect.poll(left).toHaveLength(1);
  await page.getByRole('button', { name: 'Try all again now: Send a mail' }).click();
  await expect.poll(left).toEqual([{ attempts: 0 }]);
  await page.getByRole('button', { name: 'Run now: Delete files that nothing holds any more' }).click();
  await expect.poll(left).toHaveLength(2);
  await page.close();
});

test('System: sound in every look, with findings, sizes and settings', async () => {
  const page = await open('/settings/system');
  await page.getByRole('heading', { name: 'Is it well?' }).waitFor();
  await expectSound(page, 'settings/system');
  for (const words of ['Settings in force', 'Database by module', 'GUILDHALL_SECRET_KEY', 'No mail server is set up'])
    expect(await page.getByText(words).first().isVisible(), words).toBe(true);
  await page.close();
});
