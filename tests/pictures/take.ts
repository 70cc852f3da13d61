import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '#tests/support/chromium.ts';
import { type RealHouse, realHouse } from '#tests/support/real-house.ts';

/** The pictures of the README and of the guides, taken of a fresh house with the sample organisation. Run by `bin/pictures`. */
const FOLDER = resolve(import.meta.dirname, '../../docs/pictures');
const OWNER = { name: 'Olga Owner', mail: 'olga@example.org', password: 'correct teapot marsh lantern' };
/** Pictures are kept in the repository for good: none may be large. */
const LARGEST = 250_000;

const house = await realHouse();
let browser: Browser | null = null;
try {
  await house.start();
  const cookie = await setUp(house);
  await loaded(house, cookie);
  browser = await launchChromium();
  const [name = '', value = ''] = cookie.split('=');
  const team = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await team.addCookies([{ name, value, url: house.url }]);
  const staff = await team.newPage();
  const owner = house.client({ cookie });
  const { programs } = await owner.programs.listPrograms({});
  const sample = programs.find(({ members }) => members > 0);
  if (!sample) throw new Error('the sample organisation has no program with members');
  await take(staff, `/programs/${sample.slug}`, 'home');
  await take(staff, `/programs/applications/board?program=${sample.id}`, 'board');
  await take(staff, `/programs/applications/${await inReview(owner)}`, 'application');
  await take(staff, '/programs/new', 'new-program');
  await take(staff, `/programs/${sample.slug}/policy/edit`, 'policy-editor');
  const { rows: members } = await owner.programs.listMembers({ program: sample.id, state: 'active' });
  await take(staff, `/programs/members/${members[0]?.id}`, 'member');
  await take(staff, `/programs/${sample.slug}/figures`, 'figures');
  const guest = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await take(guest, '/apply/open-source/form', 'apply');
  await take(guest, await statusPage(house), 'status');
} finally {
  await browser?.close();
  await house.remove();
}

async function take(page: Page, path: string, name: string): Promise<void> {
  await page.goto(new URL(path, house.url).href);
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  const file = join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  const { size } = statSync(file);
  if (size > LARGEST) throw new Error(`${name}.png has ${size} bytes; at most ${LARGEST} are kept in the repository`);
  console.log(`${name}.png, ${Math.round(size / 1000)} kB`);
}

/** Makes the first visit, with the sample organisation. Answers the session's cookie. */
async function setUp({ client, said, url }: RealHouse): Promise<string> {
  const key = /welcome\?key=([\w-]+)/.exec(said())?.[1] as string;
  const organisation = { name: 'Marble & Tide', zone: 'Europe/Berlin', fiscalStartMonth: 2, country: 'DE' };
  await client().access.setUp({ key, owner: OWNER, organisation, sample: true });
  const { mail, password } = OWNER;
  const answer = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mail, password }),
  });
  return answer.headers.get('set-cookie')?.split(';')[0] as string;
}

/** Waits until the story is told; it takes some minutes on a small machine. */
async function loaded({ client }: RealHouse, cookie: string): Promise<void> {
  console.log('Loading the sample organisation ...');
  for (let i = 0; i < 600; i++) {
    const { state } = await client({ cookie }).sample.state({});
    if (state === 'loaded') return;
    if (state === 'failed') throw new Error('the sample organisation could not be loaded');
    await sleep(1000);
  }
  throw new Error('the sample organisation is not loaded after ten minutes');
}

/** An application that a person has to look at; one with a check that fails, if there is one. */
async function inReview(owner: ReturnType<RealHouse['client']>): Promise<string> {
  const { rows } = await owner.programs.listApplications({ stage: 'review' });
  const found = rows.find(({ checks }) => checks.failed > 0) ?? rows[0];
  if (!found) throw new Error('the sample organisation has no application in review');
  return found.id;
}

/** The status page of an applicant who has been asked something, by the link of the mail that asked. */
async function statusPage({ databaseUrl }: RealHouse): Promise<string> {
  const client = new Client({ connectionString: databaseUrl() });
  await client.connect();
  const { rows } = await client.query<{ text: string }>(
    `select m.text from mail.messages m join programs.applications a on a.id::text = m.about_id
     where a.stage = 'needs-info' and m.template = 'programs.team-message' order by m.queued_at desc limit 1`,
  );
  await client.end();
  const path = rows[0]?.text.match(/https?:\/\/[^\s"<>]+\/a\/[\w-]+/)?.[0];
  if (!path) throw new Error('no mail of the sample organisation leads to a status page');
  return new URL(path).pathname;
}
