import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { askedHow } from '#tests/support/busy-program.ts';
import { testHouse } from '#tests/support/house.ts';
import { expectSound, type Look } from '#tests/support/look.ts';
import { loopbackServer } from '#tests/support/loopback-server.ts';
import { makeMember, memberPolicy } from '#tests/support/members.ts';
import { servePages } from '#tests/support/pages.ts';
import { openProgram } from '#tests/support/program.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';

const shop = await loopbackServer((_, response) => response.writeHead(500).end());
const house = await testHouse({ allowPrivateHosts: shop.host });
const browser = await openBrowser();
afterAll(() => shop.close());
/** What no other page looks at already is seen narrow and wide, light and dark, once each. */
const TWO: Look[] = [
  { width: 390, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
];
let staff = '';
let program = '';
let owner: Awaited<ReturnType<typeof house.as>>;

beforeAll(async () => {
  const { benefit } = openSourcePreset.policy;
  program = await openProgram(house, memberPolicy({ benefit: { ...benefit, delivery: 'webhook' } }));
  owner = await house.as('owner');
  staff = await servePages(house, owner.token);
});

test('where requests to provision go is set on the policy’s page, and the shop is asked again on the member’s', async () => {
  const made = await makeMember(house, owner, 'asked');
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${staff}/programs/open-source/policy`);
  const section = page.getByRole('region', { name: 'Direct provisioning' });
  await section.getByText('no address is set').waitFor();
  await section.getByRole('button', { name: 'Set address' }).click();
  const dialog = page.getByRole('dialog', { name: 'Where requests go' });
  await dialog.getByLabel('Address of the shop’s interface').fill('no address');
  await dialog.getByRole('button', { name: 'Set address' }).click();
  await dialog.getByText('Give an address that begins with https://.').first().waitFor();
  await dialog.getByLabel('Address of the shop’s interface').fill(`${shop.origin}/provision`);
  await dialog.getByRole('button', { name: 'Set address' }).click();
  await section.getByText('The secret is shown this once.', { exact: false }).waitFor();
  await section.getByText(/^whsec_/).waitFor();
  await section.getByText('1 request', { exact: true }).waitFor();
  await expectSound(page, 'provisioner', TWO);
  await house.work();
  await page.goto(`${staff}/programs/members/${made.membership}`);
  await page.getByText(/500/).first().waitFor();
  await page.getByRole('button', { name: 'Ask the shop again' }).click();
  await page.getByText('The shop is asked once more.').waitFor();
  await expectSound(page, 'member-provisioned', TWO);
  await page.goto(`${staff}/programs/open-source/policy`);
  await section.getByRole('button', { name: 'Stop requests' }).click();
  const stop = page.getByRole('dialog', { name: 'Stop requests to the shop' });
  await stop.getByRole('button', { name: 'Stop requests' }).click();
  await section.getByText('no address is set').waitFor();
  await page.close();
});

test('past applications count under a chosen version; a member leads to their list, and a mail that came back is seen to', async () => {
  const upload = async (kind: 'members' | 'applications', csv: string) =>
    owner.programs.uploadImport({
      ...{ program, kind, name: `${kind}.csv` },
      content: Buffer.from(csv).toString('base64'),
    });
  const past = await upload(
    'applications',
    'number,project,email,submitted,verdict,decided\nC-1,Old,old@example.org,2024-05-06,approved,2024-05-08',
  );
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${staff}/programs/open-source/import?list=${past.id}`);
  await page.getByLabel('Count as decided under').selectOption({ label: (await versionOne(page)) ?? '' });
  await expectSound(page, 'import-version', TWO);
  await page.getByRole('button', { name: 'Take in 1 row' }).click();
  await page.getByRole('button', { name: 'Throw the list away' }).waitFor({ state: 'detached' });
  await house.work();
  const [row] = await house.rows<{ version: number }>(
    `select v.version from programs.applications a join programs.policies v on v.id = a.policy where a.external_number = 'C-1'`,
  );
  expect(row?.version).toBe(1);

  const list = await upload('members', 'member,email,start,end\nTide,tide@example.org,2026-01-01,2027-01-01');
  await owner.programs.startImport({ ...list, reading: (await owner.programs.previewImport(list)).reading });
  await house.work();
  const [member] = (await owner.programs.listMembers({ program, text: 'Tide' })).rows;
  await house.rows(`insert into programs.bounces (membership, incoming, template, address, words, gave_up, permanent, came_at)
    values ('${member?.id}', gen_random_uuid(), 'programs.renewal-reminder', 'tide@example.org', '550 no such user', true, true, '${house.clock.now()}')`);
  await page.goto(`${staff}/programs/open-source/members`);
  await page.getByText('Mail came back').waitFor();
  await expectSound(page, 'members-bounced', TWO);
  await page.goto(`${staff}/programs/members/${member?.id}`);
  await page.getByText('A mail to tide@example.org did not arrive').waitFor();
  await page.getByRole('link', { name: 'members.csv' }).waitFor();
  await expectSound(page, 'member-bounced', TWO);
  await page.getByRole('button', { name: 'Mark as seen to' }).click();
  await page.getByText('A mail to tide@example.org did not arrive').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'members.csv' }).click();
  await page.getByText('members.csv: members').waitFor();
  await page.close();
});

async function versionOne(page: Awaited<ReturnType<typeof browser.newPage>>): Promise<string | null> {
  return page.getByLabel('Count as decided under').locator('option', { hasText: 'Version 1,' }).first().textContent();
}

test('the notice of a bad answer opens its row', async () => {
  const [applied] = await house.rows<{ id: string }>(
    `select id from programs.applications where imported_at is null limit 1`,
  );
  const key = await askedHow(house, program, applied?.id as string, 'Nobody told us why.');
  await house.stranger.programs.answerAsking({ key, score: 1, comment: 'Nobody told us why.' });
  await house.work();
  const notices = (await owner.work.notifications({})).rows;
  const href = notices.find(({ kind }) => kind === 'programs.low-satisfaction')?.href as string;
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${staff}${href}`);
  await page.getByRole('link', { name: 'All answers' }).waitFor();
  await page.getByRole('dialog').or(page.getByRole('complementary')).getByText('Nobody told us why.').first().waitFor();
  await expectSound(page, 'low-satisfaction', TWO);
  await page.close();
});
