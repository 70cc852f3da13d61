import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { organisation, writeOrganisation } from '#kernel/settings/organisation.ts';
import { forges } from '#tests/support/forges.ts';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { open, type Page } from '#tests/support/page.ts';
import { openProgram } from '#tests/support/program.ts';

const forge = await forges();
afterAll(() => forge.close());
const house = await testHouse({ allowPrivateHosts: forge.host });
const FORM = '/apply/open-source/form';

const MIT = readFileSync(join(import.meta.dirname, '../../node_modules/react/LICENSE'), 'utf8');

const entries = (more: Record<string, string> = {}) => ({
  applicantName: 'Ada Example',
  address: 'ada@example.org',
  country: 'DE',
  project: 'Marble Clock',
  namespaceUrl: `${forge.origin}/marble/clock`,
  purpose: 'A clock of marbles.',
  hosting: 'saas',
  'statements.not-seeking-profit': 'yes',
  'statements.may-act': 'yes',
  acceptsPrivacy: 'yes',
  action: 'send',
  ...more,
});

const count = async (table: string) => (await house.rows<{ n: number }>(`select count(*)::int n from ${table}`))[0]?.n;
const mailTo = async (address: string, template: string) => {
  await house.work();
  const mail = (await house.mailbox(address)).findLast((m) => m.template === template);
  if (!mail) throw new Error(`no mail ${template} to ${address}`);
  return mail;
};

beforeAll(async () => {
  await openProgram(house);
  await house.transact((c) =>
    writeOrganisation(
      c,
      organisation.parse({ name: 'Lantern', zone: 'Europe/Berlin', fiscalStartMonth: 1, country: 'DE' }),
    ),
  );
  forge.put('marble/clock', { 'README.md': '# Marble Clock\n', LICENSE: MIT });
});

describe('one application from the first look to the coupon, without JavaScript', () => {
  let status: Page;

  test('the pages before the form say what is asked, given and promised', async () => {
    const programs = await open(house, '/apply');
    expect(programs.status).toBe(200);
    expect(programs.html).toContain('href="/apply/open-source"');
    const program = await open(house, '/apply/open-source');
    for (const words of ['within 5 business days', '30 days', '365 days', 'Iran', 'does not seek profit'])
      expect(program.text).toContain(words);
    expect(program.html).not.toContain('name="robots"');
  });

  test('a draft is kept, mailed and gone on with', async () => {
    const form = await open(house, FORM);
    expect(form.html).toContain('name="robots" content="noindex"');
    const saved = await form.send(FORM, { applicantName: 'Ada', purpose: 'Half\r\na thought', action: 'save' });
    expect(saved.path).toMatch(/\?draft=[\w-]{43}&done=saved$/);
    expect(saved.text).toContain('The draft is saved');
    expect(saved.fields(FORM)).toMatchObject({ applicantName: 'Ada', purpose: 'Half\na thought' });

    const nowhere = await saved.send(FORM, { address: 'ada', action: 'mail-link' });
    expect(nowhere.status).toBe(400);
    expect(nowhere.text).toContain('Write a mail address such as');

    const mailed = await nowhere.send(FORM, { address: 'ada@example.org', action: 'mail-link' });
    expect(mailed.text).toContain('its link is on its way');
    const mail = await mailTo('ada@example.org', 'programs.draft-link');
    const resumed = await open(house, linkIn(mail.text, FORM));
    expect(resumed.fields(FORM)).toMatchObject({ applicantName: 'Ada', address: 'ada@example.org' });
    expect(await count('programs.drafts')).toBe(1);
    status = resumed;
  });

  test('mistakes are told beside their fields, and nothing that was typed is lost', async () => {
    const wrong = await status.send(
      FORM,
      entries({
        country: '',
        namespaceUrl: 'not an address',
        repositories: `${forge.origin}/marble/clock\r\nftp://x/y\r\n`,
        acceptsPrivacy: '',
        'statements.may-act': '',
      }),
    );
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('Some entries need another look');
    expect(wrong.text).toContain('Choose a country.');
    for (const id of ['country', 'acceptsPrivacy', 'statements.may-act']) expect(wrong.html).toContain(`href="#${id}"`);
    const again = await wrong.send(FORM, { country: 'DE', action: 'send' });
    expect(again.status).toBe(400);
    for (const id of ['namespaceUrl', 'repositories', 'acceptsPrivacy', 'statements.may-act'])
      expect(again.html).toContain(`href="#${id}"`);
    expect(again.text).toContain('ftp://x/y: ');
    expect(again.fields(FORM)).toMatchObject({
      country: 'DE',
      namespaceUrl: 'not an address',
      repositories: `${forge.origin}/marble/clock\nftp://x/y\n`,
      'statements.not-seeking-profit': 'yes',
    });
    expect(again.fields(FORM)).not.toHaveProperty(['statements.may-act']);
    expect(await count('programs.applications')).toBe(0);
    status = again;
  });

  test('sent twice, even at once, it is one application and one mail', async () => {
    const filled = entries({ repositories: '' });
    const answers = await Promise.all([
      status.send(FORM, filled),
      status.send(FORM, filled),
      status.send(FORM, filled),
    ]);
    for (const answer of answers) expect(answer.text).toContain('OSS-1');
    expect((await status.send(FORM, filled)).text).toContain('confirm your mail address');
    expect(await count('programs.applications')).toBe(1);
    await house.work();
    expect((await house.mailbox('ada@example.org')).filter((m) => m.template === 'programs.confirm-mail')).toHaveLength(
      1,
    );
    // Back and sent once more with other words under the same draft: still the same application.
    const changed = await status.send(FORM, { ...filled, purpose: 'Changed my mind' });
    expect(changed.status).toBe(409);
    expect(changed.text).toContain('You sent this form already');
    const gone = await open(
      house,
      status.path.includes('draft') ? status.path : `${FORM}?draft=${status.fields(FORM).draft}`,
    );
    expect(gone.status).toBe(404);
    expect(gone.text).toContain('This draft is gone');
  });

  test('opening the mailed link confirms nothing; its button does', async () => {
    const mail = await mailTo('ada@example.org', 'programs.confirm-mail');
    const link = linkIn(mail.text, '/a/confirm/');
    const opened = await open(house, link);
    await house.request(link, { method: 'HEAD' });
    expect(await count('programs.applications where mail_confirmed_at is not null')).toBe(0);
    const confirmed = await opened.send('/a/confirm/');
    expect(confirmed.text, confirmed.text).toContain('Your mail address is confirmed');
    expect(confirmed.path).toMatch(/^\/a\/[\w-]{43}\?done=confirmed$/);
    expect(confirmed.text).toContain('Your mail address is confirmed');
    expect(confirmed.html).not.toContain(link.split('/').at(-1));
    expect(confirmed.headers.get('cache-control')).toBe('no-store');
    expect(confirmed.headers.get('referrer-policy')).toBe('same-origin');
    expect(confirmed.html).toContain('name="robots" content="noindex"');
    status = confirmed;
  });

  test('the status page names the token and its places, and says what was seen', async () => {
    await house.work();
    status = await open(house, status.path);
    expect(status.text).toContain('Your turn: show that you control the project');
    const token = /guildhall-proof-[a-z2-7]{26}/.exec(status.text)?.[0] as string;
    expect(token).toBeTruthy();
    expect(status.text).toContain('.guildhall-proof');

    const early = await status.send('/prove');
    expect(early.text).toContain('We are looking');
    await house.work();
    status = await open(house, early.path);
    expect(status.text).toContain('We last looked on Tuesday, 10 March 2026');
    expect(status.text).toContain('The token was not found yet');

    forge.put('marble/clock', { 'README.md': '# Marble Clock\n', LICENSE: MIT, '.guildhall-proof': `${token}\n` });
    await status.send('/prove');
    await house.work();
    status = await open(house, early.path);
    expect(status.text).toContain('Approved');
    expect(status.text).toContain('Decided by the rules of the program');
    expect((await mailTo('ada@example.org', 'programs.approved')).text).toContain('Open Source program agreement');
  });

  test('the agreement is accepted by name and tick; the coupon comes by mail and stands on the page', async () => {
    const bare = await status.send('/agreement', {});
    expect(bare.status).toBe(400);
    for (const id of ['signedName', 'acceptsAgreement']) expect(bare.html).toContain(`href="#${id}"`);
    const named = await bare.send('/agreement', { signedName: 'Ada Example' });
    expect(named.fields('/agreement')).toMatchObject({ signedName: 'Ada Example' });
    const accepted = await named.send('/agreement', { signedName: 'Ada Example', acceptsAgreement: 'yes' });
    expect(accepted.text).toContain('Your coupon is on its way');
    const program = (await house.rows<{ id: string }>('select id from programs.programs'))[0]?.id as string;
    const manager = await house.as('manager');
    await house.work();
    await manager.programs.addCoupons({
      program,
      name: 'Spring',
      sku: 'OSS-SAAS-1Y',
      csv: 'CODE-AAAA-1111\nCODE-BBBB-2222\n',
    } as never);
    const mail = await mailTo('ada@example.org', 'programs.coupon');
    expect(mail.text).toContain('CODE-AAAA-1111');
    status = await open(house, status.path);
    expect(status.text).toContain('CODE-AAAA-1111');
    expect(status.html).toContain('href="https://shop.example.com/checkout/open-source" rel="noreferrer"');
    expect(status.text).toContain('Your turn: redeem the coupon');
  });
});

describe('what an applicant can do besides', () => {
  /** Applies and confirms through the pages; answers the status page. */
  async function applied(n: string, more: Record<string, string> = {}): Promise<Page> {
    const address = `${n}@example.org`;
    const form = await open(house, FORM);
    const namespaceUrl = `${forge.origin}/${n}/project`;
    const sent = await form.send(FORM, entries({ address, project: `Project ${n}`, namespaceUrl, ...more }));
    expect(sent.text, sent.text).toContain('One step left');
    const mail = await mailTo(address, 'programs.confirm-mail');
    const status = await (await open(house, linkIn(mail.text, '/a/confirm/'))).send('/a/confirm/');
    await house.work();
    return open(house, status.path.split('?')[0] as string);
  }

  test('a question is answered, and the clock runs again; a message is written', async () => {
    const status = await applied('question');
    const [row] = await house.rows<{ id: string }>(
      "select id from programs.applications where project = 'Project question'",
    );
    const reviewer = await house.as('reviewer');
    await reviewer.programs.askApplicant({ id: row?.id as string, words: 'Which <b>licence</b> is it?' });
    const asked = await open(house, status.path);
    expect(asked.text).toContain('Your turn: answer our question');
    expect(asked.text).toContain('Which <b>licence</b> is it?');
    const empty = await asked.send('/answer', { answer: '  ' });
    expect(empty.status).toBe(400);
    expect(empty.html).toContain('href="#answer"');
    expect(empty.text).toContain('Write your answer.');
    const answered = await empty.send('/answer', { answer: 'MIT.\r\nAlways.' });
    expect(answered.text).toContain('Your answer has arrived');
    expect(answered.html).not.toContain('/answer"');
    expect(answered.html).toContain('MIT.\nAlways.');
    const twice = await Promise.all([
      answered.send('/message', { message: 'Hello' }),
      answered.send('/message', { message: 'Hello' }),
    ]);
    for (const page of twice) expect(page.text).toContain('Your message has arrived');
    const other = await answered.send('/message', { message: 'Hello again' });
    expect(other.status).toBe(409);
    expect(other.fields('/message')).toMatchObject({ message: 'Hello again' });
    expect(await count("programs.messages where body = 'Hello'")).toBe(1);
  });

  test('a refusal says why, what can be done, and the way back; not before it has taken effect', async () => {
    const status = await applied('refusal');
    const [row] = await house.rows<{ id: string }>(
      "select id from programs.applications where project = 'Project refusal'",
    );
    const reviewer = await house.as('reviewer');
    await reviewer.programs.refuseApplication({
      id: row?.id as string,
      reason: 'licence',
      words: 'The folder art has none.',
    });
    expect((await open(house, status.path)).text).not.toMatch(/not approved|licence.*approved licence to every/i);
    house.clock.advance({ minutes: 11 });
    await house.work();
    const refused = await open(house, status.path);
    for (const words of [
      'Not approved',
      'Not every repository is under',
      'The folder art has none.',
      'Add an OSI-approved licence',
      'Decided by a person',
    ])
      expect(refused.text).toContain(words);
    expect(refused.html).toContain('href="/apply/open-source"');
    expect(refused.text).not.toContain('Test reviewer');
  });

  test('a lost link is mailed again, in the same words for everybody', async () => {
    await applied('lost');
    const form = await open(house, '/lost-link');
    const known = await form.send('/lost-link', { address: ' LOST@example.org ' });
    const unknown = await (await open(house, '/lost-link')).send('/lost-link', { address: 'nobody@example.org' });
    expect(unknown.text).toBe(known.text);
    expect(known.path).toBe('/lost-link?done=mailed');
    const mail = await mailTo('lost@example.org', 'programs.lost-link');
    expect((await open(house, linkIn(mail.text, '/a/'))).text).toContain('Project lost');
    expect(await house.mailbox('nobody@example.org')).toEqual([]);
    const wrong = await form.send('/lost-link', { address: 'no address' });
    expect(wrong.status).toBe(400);
    expect(wrong.fields('/lost-link')).toMatchObject({ address: 'no address' });
  });

  test('a mail address changes once the new one is confirmed', async () => {
    const status = await applied('old');
    const asked = await status.send('/address', { address: 'new@example.org' });
    expect(asked.text).toContain('We have mailed a link to the new address');
    expect(asked.text).toContain('old@example.org');
    const link = linkIn((await mailTo('new@example.org', 'programs.change-address')).text, '/a/address/');
    const opened = await open(house, link);
    expect((await open(house, status.path)).text).not.toContain('new@example.org');
    const changed = await opened.send('/a/address/');
    expect(changed.text).toContain('The new mail address counts from now on');
    expect(changed.text).toContain('new@example.org');
  });

  test('consents are withdrawn one by one; the needed one ends the application, and only when ticked', async () => {
    const status = await applied('consent', { wantsNews: 'yes' });
    const [news, privacy] = (
      await house.rows<{ id: string }>(
        "select c.id from programs.consents c join programs.applications a on a.id = c.application where a.project = 'Project consent' order by c.purpose",
      )
    ).map((row) => row.id);
    const without = await status.send(`/consents/${news}`);
    expect(without.text).toContain('The consent is withdrawn');
    const unticked = await without.send(`/consents/${privacy}`);
    expect(unticked.status).toBe(400);
    const ended = await unticked.send(`/consents/${privacy}`, { withdrawsPrivacy: 'yes' });
    expect(ended.text).toContain('This application has ended');
    expect(await count("programs.applications where project = 'Project consent' and stage = 'withdrawn'")).toBe(1);
  });

  test('an application is withdrawn by a tick and a button', async () => {
    const status = await applied('withdraw');
    const unticked = await status.send('/withdraw');
    expect(unticked.status).toBe(400);
    expect(unticked.html).toContain('href="#withdraws"');
    const ended = await unticked.send('/withdraw', { withdraws: 'yes' });
    expect(ended.text).toContain('The application is withdrawn');
    expect(ended.html).not.toContain('/withdraw"');
    const again = await unticked.send('/withdraw', { withdraws: 'yes', idempotencyKey: crypto.randomUUID() });
    expect(again.status).toBe(409);
  });

  test('machines that fill the hidden field are told that all is well, and nothing is kept', async () => {
    const before = [await count('programs.applications'), await count('programs.drafts')];
    const form = await open(house, FORM);
    expect((await form.send(FORM, entries({ website: 'https://spam.example' }))).text).toContain('One step left');
    expect((await form.send(FORM, entries({ website: 'x', action: 'save' }))).text).toContain('The draft is saved');
    expect([await count('programs.applications'), await count('programs.drafts')]).toEqual(before);
  });

  test('the script keeps one draft, whose key it is told', async () => {
    const form = await open(house, FORM);
    const body = new URLSearchParams({ ...form.fields(FORM), applicantName: 'Grace', autosave: 'yes' });
    const first = await house.request(`${FORM}/autosave`, { method: 'POST', body });
    const told = (await first.json()) as { fields: { draft: string }; address: string };
    expect(told.address).toBe(`${FORM}?draft=${told.fields.draft}`);
    body.set('draft', told.fields.draft);
    const second = await house.request(`${FORM}/autosave`, { method: 'POST', body });
    expect(await second.json()).toEqual({ fields: { draft: told.fields.draft } });
    expect((await open(house, told.address)).fields(FORM)).toMatchObject({ applicantName: 'Grace' });
  });
});
