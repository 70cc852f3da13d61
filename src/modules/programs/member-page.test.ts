import { beforeAll, expect, test } from 'vitest';
import { LANGUAGES } from '#kernel/language/languages.ts';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { type MadeMember, makeMember, memberPolicy, stock } from '#tests/support/members.ts';
import { openProgram } from '#tests/support/program.ts';

const house = await testHouse({ now: '2056-03-07T09:00:00Z' });
const program = await openProgram(house, memberPolicy());
const manager = await house.as('program-manager', program);
const colleague = await house.as('program-manager', program);
const { stranger } = house;
let m: MadeMember;
beforeAll(async () => {
  await stock(manager, program, 'OSS-SAAS-1Y', 20);
  await stock(manager, program, 'OSS-SM-1Y', 5);
  m = await makeMember(house, manager, 'page', { books: 'BOOK-P' });
});
const get = async (path: string) => {
  const answer = await house.request(path);
  return { status: answer.status, html: await answer.text() };
};
const post = async (path: string, fields: Record<string, string>) => {
  const answer = await house.request(path, {
    method: 'POST',
    body: new URLSearchParams({ idempotencyKey: crypto.randomUUID(), ...fields }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  return { status: answer.status, to: answer.headers.get('location'), html: await answer.text() };
};
const shown = () => manager.programs.getMember({ id: m.membership });
const mailOf = async (address: string, template: string) =>
  (await house.mailbox(address)).findLast((mail) => mail.template === template);

test('the page opens under the status link and its own, in every language, and tells strangers nothing', async () => {
  const status = await get(`/a/${m.key}`);
  expect(status.html).toContain(`href="/m/${m.key}"`);
  for (const language of LANGUAGES) {
    const { html, status } = await get(`/m/${m.key}?lang=${language}`);
    expect(status).toBe(200);
    expect(html).toContain('Project page');
    expect(html).toContain(`<html lang="${language}"`);
  }
  expect((await get(`/m/${'x'.repeat(43)}`)).status).toBe(404);
  expect((await get('/m/short')).status).toBe(404);
  const data = (await (await house.request(`/m/${m.key}/data.json`)).json()) as Record<string, unknown>;
  expect(data).toMatchObject({ name: 'Project page', owner: { address: m.address }, terms: [{ months: 12 }] });
});

test('contacts are named, changed and taken away; a needed one stays', async () => {
  const save = (role: string, name: string, address: string) =>
    post(`/m/${m.key}/contacts`, { role, [`name-${role}`]: name, [`address-${role}`]: address });
  expect(await save('primary', 'Grace', 'grace@example.org')).toMatchObject({
    to: `/m/${m.key}?done=contact#contacts`,
  });
  expect((await get(`/m/${m.key}?done=contact`)).html).toContain('The contact is saved.');
  await save('press', 'Pia', 'pia@example.org');
  expect((await shown()).contacts).toMatchObject([
    { role: 'primary', name: 'Grace' },
    { role: 'press', address: 'pia@example.org' },
  ]);
  await save('press', '', '');
  expect((await shown()).contacts[1]).toMatchObject({ name: null });
  expect(await save('primary', '', '')).toMatchObject({ status: 400 });
  expect((await save('primary', 'Grace', 'no address')).html).toContain('Write a mail address');
  expect((await shown()).contacts[0]).toMatchObject({ name: 'Grace' });
});

test('a form that is sent again with other words says that the first has arrived, and keeps what was typed', async () => {
  const idempotencyKey = crypto.randomUUID();
  const save = (name: string) =>
    post(`/m/${m.key}/contacts`, {
      ...{ idempotencyKey, role: 'press', 'name-press': name, 'address-press': 'pia@example.org' },
    });
  expect(await save('Pia')).toMatchObject({ to: `/m/${m.key}?done=contact#contacts` });
  expect(await save('Pia')).toMatchObject({ to: `/m/${m.key}?done=contact#contacts` });
  const changed = await save('Piotr');
  expect(changed.status).toBe(409);
  expect(changed.html).toContain('This form was sent already.');
  expect(changed.html).toContain('value="Piotr"');
  expect((await shown()).contacts).toMatchObject([{ role: 'primary' }, { role: 'press', name: 'Pia' }]);
});

test('a consent to be named is given with scope and end, withdrawn at any time, and exported', async () => {
  expect(await post(`/m/${m.key}/named`, { kind: 'logo', scope: '' })).toMatchObject({ status: 400 });
  await post(`/m/${m.key}/named`, {
    kind: 'logo',
    scope: 'On your page of members',
    speaker: 'Grace',
    endsOn: '2056-12-31',
  });
  await manager.programs.recordReference({ id: m.membership, kind: 'talk', scope: 'At the meetup' });
  const list = await manager.programs.references({ program });
  expect(list.rows.map(({ kind }) => kind)).toEqual(['talk', 'logo']);
  const logo = list.rows[1]?.id as string;
  await post(`/m/${m.key}/named/${logo}`, {});
  expect((await manager.programs.references({ program, kind: 'logo' })).rows).toEqual([]);
  const { csv, rows } = await manager.programs.exportReferences({ program });
  expect(rows).toBe(2);
  expect(csv).toContain('On your page of members,Grace');
  const other = await makeMember(house, manager, 'stranger');
  const talk = list.rows[0]?.id as string;
  expect(await post(`/m/${other.key}/named/${talk}`, {})).toMatchObject({ status: 404 });
});

test('another hosting is asked for, granted by the team, and the old code goes out of force', async () => {
  const w = await makeMember(house, manager, 'wrong');
  expect(
    await post(`/m/${w.key}/replacement`, { hosting: '', replaceWords: 'We need our own servers.' }),
  ).toMatchObject({ status: 400 });
  expect(
    await post(`/m/${w.key}/replacement`, { hosting: 'self-managed', replaceWords: 'We need our own servers.' }),
  ).toMatchObject({ to: `/m/${w.key}?done=asked` });
  expect(await post(`/m/${w.key}/replacement`, { hosting: 'self-managed', replaceWords: 'Again.' })).toMatchObject({
    status: 409,
  });
  const { requests } = await manager.programs.getMember({ id: w.membership });
  expect(requests).toMatchObject([{ kind: 'replacement', by: null, mayDecide: true }]);
  const [request] = requests;
  await manager.programs.decideRequest({ id: request?.id as string, grant: true, words: 'Chosen by mistake.' });
  await house.work();
  const after = await manager.programs.getMember({ id: w.membership });
  expect(after.terms[0]?.entitlements).toMatchObject([
    { kind: 'main', replaced: true, codes: [{ superseded: { why: 'replaced' } }] },
    { kind: 'replacement', sku: 'OSS-SM-1Y', codes: [{ superseded: null }] },
  ]);
  const { coupon } = await stranger.programs.application({ key: w.key });
  expect(coupon?.code).toMatch(/^OSS-SM-1Y/);
  expect((await mailOf(w.address, 'programs.coupon'))?.text).toContain(coupon?.code);
  // The term begins with the booking of what took its place.
  await expect(manager.programs.confirmEntitlement({ id: w.entitlement, reference: 'X' })).rejects.toMatchObject({
    data: { rule: 'booking.replaced' },
  });
  await manager.programs.bookingWebhook({ program, code: coupon?.code as string, reference: 'SHOP-W' });
  expect((await manager.programs.getMember({ id: w.membership })).state).toBe('active');
});

test('a second subscription is approved by another person than who asked', async () => {
  const { id } = await manager.programs.askSecond({ id: m.membership, hosting: 'saas', words: 'A second team.' });
  await expect(manager.programs.decideRequest({ id, grant: true, words: 'Fine.' })).rejects.toMatchObject({
    data: { rule: 'request.own' },
  });
  await Promise.allSettled([1, 2, 3].map(() => colleague.programs.decideRequest({ id, grant: true, words: 'Fine.' })));
  const seconds = (await shown()).terms[0]?.entitlements.filter((e) => e.kind === 'second');
  expect(seconds).toMatchObject([{ codes: [{ superseded: null }] }]);
});

test('a code that does not work gives way to another, once; the mail can be sent again', async () => {
  const l = await makeMember(house, manager, 'loses');
  await manager.programs.resendCoupon({ id: l.entitlement });
  const coupons = (await house.mailbox(l.address)).filter((mail) => mail.template === 'programs.coupon');
  expect(coupons).toHaveLength(2);
  const first = (await stranger.programs.application({ key: l.key })).coupon?.code as string;
  expect(coupons.every(({ text }) => text.includes(first))).toBe(true);
  await manager.programs.replaceCoupon({ id: l.entitlement, why: 'used', words: 'The shop says so.' });
  const second = (await stranger.programs.application({ key: l.key })).coupon?.code as string;
  expect(second).not.toBe(first);
  await manager.programs.bookingWebhook({ program, code: second, reference: 'SHOP-L' });
  await expect(manager.programs.replaceCoupon({ id: l.entitlement, why: 'lost', words: 'x' })).rejects.toMatchObject({
    data: { rule: 'coupon.redeemed' },
  });
  expect((await manager.programs.getMember({ id: l.membership })).terms[0]?.entitlements[0]?.codes).toMatchObject([
    { superseded: { why: 'used', words: 'The shop says so.' } },
    { superseded: null },
  ]);
});

test('a breach: notice, answer, cured; then one that is not, and revoked', async () => {
  const b = await makeMember(house, manager, 'breach', { books: 'BOOK-B' });
  const { cureUntil } = await manager.programs.openBreach({ id: b.membership, words: 'A private project.' });
  expect(house.clock.now().until(Temporal.Instant.from(cureUntil)).total('hours')).toBe(30 * 24);
  expect((await manager.programs.getMember({ id: b.membership })).state).toBe('in-breach');
  const notice = await mailOf(b.address, 'programs.breach-notice');
  expect(notice?.text).toContain('A private project.');
  const key = linkIn(notice?.text as string, '/m/')
    .split('/')
    .at(-1);
  expect(await post(`/m/${key}/breach`, { answer: '' })).toMatchObject({ status: 400 });
  await post(`/m/${key}/breach`, { answer: 'It is public now.' });
  expect((await get(`/m/${key}`)).html).toContain('It is public now.');
  await manager.programs.resolveBreach({ id: b.membership, outcome: 'cured', words: 'Seen.' });
  expect((await manager.programs.getMember({ id: b.membership })).state).toBe('active');
  house.clock.advance({ seconds: 1 });
  await manager.programs.openBreach({ id: b.membership, words: 'Sold on.', severe: true });
  expect(await manager.programs.getMember({ id: b.membership })).toMatchObject({
    state: 'revoked',
    breaches: [{ severe: true, outcome: 'revoked' }, { outcome: 'cured' }],
    may: { openBreach: false, end: false },
  });
  expect(await mailOf(b.address, 'programs.revoked')).toBeDefined();
});

test('the owner changes when both have confirmed; then the earlier links open nothing', async () => {
  const t = await makeMember(house, manager, 'moves', { books: 'BOOK-T' });
  await post(`/m/${t.key}/owner`, { newOwner: 'Nora', newAddress: 'nora@example.org' });
  const give = linkIn((await mailOf(t.address, 'programs.give-away'))?.text as string, '/m/give/');
  const take = linkIn((await mailOf('nora@example.org', 'programs.take-over'))?.text as string, '/m/take/');
  expect((await get(take)).status).toBe(200);
  expect(await post(take, {})).toMatchObject({ to: expect.stringContaining('done=half') });
  expect(await post(take, {})).toMatchObject({ to: expect.stringContaining('done=half') });
  expect((await manager.programs.getMember({ id: t.membership })).owner.address).toBe(t.address);
  await Promise.all([post(give, {}), post(give, {})]);
  expect((await manager.programs.getMember({ id: t.membership })).owner).toMatchObject({
    name: 'Nora',
    address: 'nora@example.org',
  });
  expect(
    (await house.mailbox('nora@example.org')).filter((mail) => mail.template === 'programs.owner-changed'),
  ).toHaveLength(1);
  expect((await get(`/m/${t.key}`)).status).toBe(404);
  await expect(stranger.programs.handBack({ key: t.key })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const own = linkIn((await mailOf('nora@example.org', 'programs.owner-changed'))?.text as string, '/m/');
  expect((await get(own)).html).toContain('nora@example.org');
});

test('a membership is given back with a tick; levels, duties and alumni keep their words', async () => {
  const e = await makeMember(house, manager, 'ends', { books: 'BOOK-E' });
  const { id } = { id: e.membership };
  await manager.programs.changeLevel({ id, level: 'hero', words: 'Ten talks.' });
  await expect(manager.programs.changeLevel({ id, level: 'wizard', words: 'x' })).rejects.toMatchObject({
    data: { fields: [{ field: 'level' }] },
  });
  expect((await manager.programs.listMembers({ program, level: 'hero' })).rows).toMatchObject([{ id, level: 'hero' }]);
  const [duty] = (await manager.programs.getMember({ id })).duties;
  await manager.programs.completeDuty({ id, duty: duty?.id as string, words: 'https://example.org/story' });
  expect((await manager.programs.getMember({ id })).duties).toMatchObject([{ doneBy: 'Test program-manager' }]);
  await manager.programs.endMembership({ id, as: 'alumni', words: 'Moved on.' });
  expect((await manager.programs.getMember({ id })).state).toBe('alumni');
  await manager.programs.reinstateMember({ id, words: 'Back again.' });
  expect((await manager.programs.getMember({ id })).state).toBe('active');
  expect(await post(`/m/${e.key}/back`, {})).toMatchObject({ status: 400 });
  expect(await post(`/m/${e.key}/back`, { givesBack: 'yes', backWords: 'Thank you.' })).toMatchObject({
    to: `/m/${e.key}?done=back`,
  });
  expect(await manager.programs.getMember({ id })).toMatchObject({ state: 'ended', ending: { words: 'Thank you.' } });
});

test('use comes from a list by code, reference or namespace; what fits nothing comes back with the reason', async () => {
  const list = (csv: string) => manager.programs.importUse({ program, csv });
  expect(
    await list(
      'reference,seats,day\nBOOK-P,12,2056-03-01\nBOOK-P,14,2056-03-02\nNOBODY,3,2056-03-01\nBOOK-P,x,2056-03-03\n',
    ),
  ).toMatchObject({
    taken: 2,
    refused: 2,
    refusedCsv: expect.stringContaining('No booking of this program has this reference.'),
  });
  expect(await list('namespace;seats;day\ngitlab.com/project-page;15;2056-03-02\n')).toEqual({
    taken: 1,
    refused: 0,
    refusedCsv: null,
  });
  expect((await shown()).terms[0]?.entitlements[0]?.use).toEqual([
    { day: '2056-03-02', seats: 15 },
    { day: '2056-03-01', seats: 12 },
  ]);
  await expect(list('name,seats\nx,1\n')).rejects.toMatchObject({ data: { fields: [{ field: 'csv' }] } });
});

test('the forecast says what the year takes and when the pool runs out', async () => {
  const before = await manager.programs.forecastPool({ program });
  const saas = before.skus.find(({ sku }) => sku === 'OSS-SAAS-1Y');
  expect(saas?.history.at(-1)).toBeGreaterThan(5);
  expect(saas?.quarters).toHaveLength(4);
  await manager.programs.setReverification({ program, factor: 2 });
  const after = await manager.programs.forecastPool({ program });
  expect(after.reverification).toBe(2);
  const more = after.skus.find(({ sku }) => sku === 'OSS-SAAS-1Y');
  expect(more?.year).toBeGreaterThanOrEqual(saas?.year as number);
});
