import { expect, test } from 'vitest';
import { LANGUAGES } from '#kernel/language/languages.ts';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { makeMember, memberPolicy, stock } from '#tests/support/members.ts';
import { openProgram } from '#tests/support/program.ts';

const house = await testHouse();
const program = await openProgram(house, memberPolicy());
const owner = await house.as('owner');

async function bring(csv: string): Promise<void> {
  const content = Buffer.from(csv).toString('base64');
  const { id } = await owner.programs.uploadImport({ program, kind: 'members', name: 'list.csv', content });
  const { reading } = await owner.programs.previewImport({ id });
  await owner.programs.startImport({ id, reading });
  await house.work();
}
/** The mail that comes to somebody who asks in a language, if one comes. */
async function asked(address: string, language: string = 'en') {
  await house.rows('delete from house.limits');
  const before = (await house.mailbox(address)).length;
  const answer = await house.request('/rpc/programs/mailLostLink', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language },
    body: JSON.stringify({ json: { address, website: '' } }),
  });
  const said = { status: answer.status, body: await answer.text() };
  await house.work();
  const mails = (await house.mailbox(address)).slice(before);
  expect(mails.length).toBeLessThanOrEqual(1);
  return { said, mail: mails[0] ?? null };
}
const links = (text: string, path: string) => text.split(`https://guildhall.test${path}`).length - 1;

test('whoever came with a list gets the links of their memberships, in every language; the answer says nothing', async () => {
  await bring(
    [
      'member,email,owner,start,end',
      'Tide One,Tide@example.org,Tia,2025-09-01,2026-09-01',
      'Tide Two,tide@example.org,Tia,2025-10-01,2026-10-01',
    ].join('\n'),
  );
  const nobody = await asked('nobody@example.org');
  expect(nobody.mail).toBeNull();
  for (const language of LANGUAGES) {
    const { said, mail } = await asked('tide@example.org', language);
    expect(said, language).toEqual(nobody.said);
    expect(mail?.template).toBe('programs.lost-link');
    for (const text of [mail?.text ?? '', mail?.html ?? '']) {
      expect(links(text, '/m/'), language).toBe(2);
      expect(links(text, '/a/'), language).toBe(0);
      expect(text).toContain('Tide One');
      expect(text).toContain('Tide Two');
    }
    const page = await house.request(linkIn(mail?.text ?? '', '/m/'));
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/Tide (One|Two)/);
  }
});

test('a membership that an application leads to is in the mail once; one that was taken over is in that of its owner now', async () => {
  await stock(owner, program, 'OSS-SAAS-1Y', 2);
  const made = await makeMember(house, owner, 'lost', { books: 'LOST-1' });
  const first = await asked(made.address);
  expect([links(first.mail?.text ?? '', '/a/'), links(first.mail?.text ?? '', '/m/')]).toEqual([1, 0]);
  expect(first.mail?.text).not.toContain('memberships of this');
  const heir = { name: 'Bo Heir', address: 'bo@example.org' };
  await owner.programs.offerTransfer({ id: made.membership, ...heir, words: 'In writing.', now: true });
  await house.work();
  const after = await asked('bo@example.org');
  expect([links(after.mail?.text ?? '', '/a/'), links(after.mail?.text ?? '', '/m/')]).toEqual([0, 1]);
  expect((await asked(made.address)).mail?.text).not.toContain('/m/');
});
