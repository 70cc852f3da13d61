import { expect, test } from 'vitest';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { admit, makeMember, memberPolicy, renew, runIn, stock } from '#tests/support/members.ts';
import { openProgram } from '#tests/support/program.ts';
import { markMembers, remindMembers } from './keep-members.ts';

// A time to come, so that what is queued for later waits for the test's clock.
const house = await testHouse({ now: '2056-03-07T09:00:00Z' });
const program = await openProgram(house, memberPolicy());
const manager = await house.as('program-manager', program);
await stock(manager, program, 'OSS-SAAS-1Y', 20);
const run = runIn(house);
const { stranger } = house;
const mails = async (address: string, template: string) =>
  (await house.mailbox(address)).filter((m) => m.template === template);
const stateOf = async (id: string) => (await manager.programs.getMember({ id })).state;
const facts = async (id: string) =>
  (
    await house.rows<{ kind: string }>(
      `select kind from ledger.facts where about_id = '${id}' and kind like 'membership.%' order by id`,
    )
  ).map(({ kind }) => kind);

const draftOf = async (draft: string) => (await stranger.programs.draft({ key: draft })).answers;
const sendRenewal = (draft: string, change: Record<string, unknown> = {}, kept?: Record<string, unknown>) =>
  renew(house, draft, change, kept);

test('a term comes to its end: reminded once a day of the policy, renewed from the prefilled draft, the new term begins where the old one ends', async () => {
  const m = await makeMember(house, manager, 'renews', { books: 'BOOK-1' });
  const first = await manager.programs.getMember({ id: m.membership });
  expect(first).toMatchObject({
    state: 'active',
    terms: [{ position: 1, months: 12 }],
    duties: [{ code: 'case-study' }],
  });
  const end = Temporal.Instant.from(first.endsAt as string);
  const early = await stranger.programs.memberPage({ key: m.key });
  expect(early).toMatchObject({ state: 'active', may: { renew: false }, renewal: { refusedBy: 'renewal.early' } });
  await expect(stranger.programs.startRenewal({ key: m.key })).rejects.toMatchObject({
    data: { rule: 'renewal.early' },
  });
  await remindMembers(run);
  expect(await mails(m.address, 'programs.renewal-reminder')).toHaveLength(0);

  // Right before any job ran, and the same after it.
  house.clock.set(end.subtract({ hours: 24 * 60 }).toString());
  expect(await stateOf(m.membership)).toBe('renewal-due');
  expect((await manager.programs.listMembers({ program, state: 'renewal-due' })).rows).toHaveLength(1);
  await Promise.all([markMembers(run), markMembers(run), remindMembers(run), remindMembers(run)]);
  await Promise.all([markMembers(run), remindMembers(run)]);
  expect((await facts(m.membership)).filter((kind) => kind === 'membership.renewal-due')).toHaveLength(1);
  const [reminder, ...more] = await mails(m.address, 'programs.renewal-reminder');
  expect(more).toEqual([]);
  const key = linkIn(reminder?.text as string, '/m/')
    .split('/')
    .at(-1) as string;

  const { draft } = await stranger.programs.startRenewal({ key });
  expect((await stranger.programs.draft({ key: draft })).answers).toMatchObject({
    project: 'Project renews',
    address: m.address,
    namespaceUrl: 'https://gitlab.com/project-renews/main',
    hosting: 'saas',
    statements: [],
  });
  await expect(sendRenewal(draft, { address: 'somebody.else@example.org' })).rejects.toMatchObject({
    data: { fields: [{ field: 'address' }] },
  });
  const kept = await draftOf(draft);
  const { number } = await sendRenewal(draft);
  const [sent] = await house.rows<{ id: string; kind: string; confirmed: boolean; state: string }>(
    `select a.id, a.kind, a.mail_confirmed_at is not null confirmed from programs.applications a where a.number = ${number.split('-')[1]}`,
  );
  expect(sent).toMatchObject({ kind: 'renewal', confirmed: true });
  expect(await mails(m.address, 'programs.confirm-mail')).toHaveLength(1);
  // A second one of another draft, and the same draft once more.
  await expect(stranger.programs.startRenewal({ key })).rejects.toMatchObject({ data: { rule: 'renewal.pending' } });
  expect(await sendRenewal(draft, {}, kept)).toMatchObject({ number });
  expect((await manager.programs.getMember({ id: m.membership })).renewal).toMatchObject({ number });
  await house.work();
  const renewal = { id: sent?.id as string, number, address: m.address };
  expect((await manager.programs.getApplication({ id: renewal.id })).checkList.map((k) => k.state)).toEqual([
    ...['passed', 'passed', 'passed'],
  ]);
  // Nobody is reminded who has sent it.
  house.clock.set(end.subtract({ hours: 24 * 7 }).toString());
  await remindMembers(run);
  expect(await mails(m.address, 'programs.renewal-reminder')).toHaveLength(1);

  const status = linkIn((await mails(m.address, 'programs.received')).at(-1)?.text as string, '/a/')
    .split('/')
    .at(-1);
  await admit(house, manager, renewal, status as string);
  expect((await manager.programs.getMember({ id: m.membership })).terms).toMatchObject([
    { position: 2, startsAt: null, entitlements: [{ codes: [{ superseded: null }] }] },
    { position: 1 },
  ]);
  await Promise.all([1, 2, 3].map(() => manager.programs.confirmBooking({ id: renewal.id, reference: 'BOOK-2' })));
  const renewed = await manager.programs.getMember({ id: m.membership });
  expect(renewed).toMatchObject({ state: 'active', since: first.startsAt, terms: [{ startsAt: first.endsAt }, {}] });
  expect(renewed.endsAt).toBe(end.toZonedDateTimeISO('UTC').add({ years: 1 }).toInstant().toString());
  // The end of the first term comes and goes.
  house.clock.set(end.add({ hours: 1 }).toString());
  await markMembers(run);
  expect(await stateOf(m.membership)).toBe('active');
  expect(await facts(m.membership)).not.toContain('membership.lapsed');
  const kinds = await house.rows<{ kind: string }>(
    `select kind from ledger.facts where kind = 'membership.renewed' and about_id = '${renewal.id}'`,
  );
  expect(kinds).toHaveLength(1);
});

test('a term that is over lapses, can be renewed in its days of grace from the booking on, and then no more', async () => {
  const m = await makeMember(house, manager, 'lapses', { books: 'BOOK-3' });
  const { endsAt } = await manager.programs.getMember({ id: m.membership });
  const end = Temporal.Instant.from(endsAt as string);
  house.clock.set(end.add({ hours: 24 * 8 }).toString());
  expect(await stateOf(m.membership)).toBe('lapsed');
  expect(await stranger.programs.memberPage({ key: m.key })).toMatchObject({ state: 'lapsed', may: { renew: true } });
  await Promise.all([markMembers(run), markMembers(run)]);
  await Promise.all([remindMembers(run), remindMembers(run)]);
  expect((await facts(m.membership)).filter((kind) => kind === 'membership.lapsed')).toHaveLength(1);
  expect(await mails(m.address, 'programs.lapsed')).toHaveLength(1);
  // Of the days that have passed, the latest one only.
  expect(await mails(m.address, 'programs.renewal-reminder')).toHaveLength(1);

  const { draft } = await stranger.programs.startRenewal({ key: m.key });
  house.clock.set(end.add({ hours: 24 * 31 }).toString());
  await expect(sendRenewal(draft)).rejects.toMatchObject({ data: { rule: 'renewal.late' } });
  await expect(stranger.programs.startRenewal({ key: m.key })).rejects.toMatchObject({
    data: { rule: 'renewal.late' },
  });
  house.clock.set(end.add({ hours: 24 * 20 }).toString());
  const { number } = await sendRenewal(draft);
  const [sent] = await house.rows<{ id: string }>(
    `select id from programs.applications where number = ${number.split('-')[1]}`,
  );
  await house.work();
  const status = linkIn((await mails(m.address, 'programs.received')).at(-1)?.text as string, '/a/')
    .split('/')
    .at(-1);
  const renewal = { id: sent?.id as string, number, address: m.address };
  await admit(house, manager, renewal, status as string);
  await manager.programs.confirmBooking({ id: renewal.id, reference: 'BOOK-4' });
  const now = house.clock.now().toString();
  expect(await manager.programs.getMember({ id: m.membership })).toMatchObject({
    state: 'active',
    since: now,
    terms: [{ startsAt: now }, {}],
  });
});

test('an application that is taken back after it was approved leaves no membership behind', async () => {
  await manager.programs.addCoupons({ program, sku: 'OTHER', name: 'other', csv: 'OTHER-CODE-1' });
  const m = await makeMember(house, manager, 'waits', { hosting: 'self-managed' });
  expect(await manager.programs.getMember({ id: m.membership })).toMatchObject({
    state: 'granted',
    terms: [{ entitlements: [{ sku: 'OSS-SM-1Y', codes: [], wantedSince: expect.any(String) }] }],
  });
  await stranger.programs.withdrawApplication({ key: m.key });
  await house.work();
  expect(await stateOf(m.membership)).toBe('ended');
  await stock(manager, program, 'OSS-SM-1Y', 1);
  await house.work();
  expect((await manager.programs.listCoupons({ program, sku: 'OSS-SM-1Y' })).rows).toMatchObject([{ state: 'free' }]);
});

test('what goes on by itself gets its next term once, a day before the end', async () => {
  const current = await manager.programs.getProgram({ program });
  const automatic = { ...current.policy, renewal: { ...current.policy.renewal, mode: 'automatic' as const } };
  const m = await makeMember(house, manager, 'goes-on', { books: 'BOOK-5' });
  await manager.programs.publishPolicy({ program, policy: automatic, basedOn: current.policyVersion });
  const { endsAt } = await manager.programs.getMember({ id: m.membership });
  house.clock.set(
    Temporal.Instant.from(endsAt as string)
      .subtract({ hours: 20 })
      .toString(),
  );
  await Promise.all([markMembers(run), markMembers(run), markMembers(run)]);
  const after = await manager.programs.getMember({ id: m.membership });
  expect(after).toMatchObject({
    state: 'active',
    terms: [{ position: 2, startsAt: endsAt, application: null }, { position: 1 }],
  });
  expect(after.terms).toHaveLength(2);
});

test('who is due for renewal is told so, whatever else worked the state out before', async () => {
  const current = await manager.programs.getProgram({ program });
  const fresh = { ...current.policy, renewal: { ...current.policy.renewal, mode: 'fresh' as const } };
  await manager.programs.publishPolicy({ program, policy: fresh, basedOn: current.policyVersion });
  const cured = await makeMember(house, manager, 'cured', { books: 'BOOK-6' });
  const levelled = await makeMember(house, manager, 'levelled', { books: 'BOOK-7' });
  await manager.programs.openBreach({ id: cured.membership, words: 'Private repositories.' });
  const { endsAt } = await manager.programs.getMember({ id: cured.membership });
  const end = Temporal.Instant.from(endsAt as string);
  house.clock.set(end.subtract({ hours: 24 * 50 }).toString());
  await manager.programs.resolveBreach({ id: cured.membership, outcome: 'cured', words: 'Public again.' });
  await manager.programs.changeLevel({ id: levelled.membership, level: 'hero', words: 'Thanks.' });
  await Promise.all([markMembers(run), markMembers(run)]);
  await markMembers(run);
  const due = async (id: string, kind: string) => (await facts(id)).filter((each) => each === kind);
  for (const { membership } of [cured, levelled])
    expect(await due(membership, 'membership.renewal-due')).toHaveLength(1);
  house.clock.set(end.add({ hours: 24 }).toString());
  await manager.programs.changeLevel({ id: levelled.membership, level: null, words: 'It is over.' });
  await Promise.all([markMembers(run), markMembers(run)]);
  await markMembers(run);
  for (const { membership } of [cured, levelled]) expect(await due(membership, 'membership.lapsed')).toHaveLength(1);
});

test('a code that was lost and is found again ends the wait for another one; the next in line gets what comes in', async () => {
  const finds = await makeMember(house, manager, 'finds');
  const { rows } = await manager.programs.listCoupons({ program, sku: 'OSS-SAAS-1Y', state: 'free', limit: 200 });
  for (const { id } of rows) await manager.programs.voidCoupon({ id, words: 'Out of stock.' });
  const stage = async (id: string) => (await manager.programs.getApplication({ id })).stage;
  await manager.programs.replaceCoupon({ id: finds.entitlement, why: 'lost', words: 'It never came.' });
  // What was sent is out of force, and no other is there: it is our turn again.
  expect(await stage(finds.id)).toBe('awaiting-coupon');
  await expect(stranger.programs.withdrawApplication({ key: finds.key })).rejects.toMatchObject({
    data: { rule: 'application.coupon-sent' },
  });
  await manager.programs.confirmBooking({ id: finds.id, reference: 'BOOK-8' });
  house.clock.advance({ minutes: 1 });
  const next = await makeMember(house, manager, 'next');
  expect(await stage(next.id)).toBe('awaiting-coupon');
  await stock(manager, program, 'OSS-SAAS-1Y', 1);
  await house.work();
  expect(await stage(next.id)).toBe('coupon-sent');
  expect(await stage(finds.id)).toBe('active');
});

test('alumni who left while they waited for a code wait again when they are taken back', async () => {
  const { rows } = await manager.programs.listCoupons({ program, sku: 'OSS-SAAS-1Y', state: 'free', limit: 200 });
  for (const { id } of rows) await manager.programs.voidCoupon({ id, words: 'Out of stock.' });
  const m = await makeMember(house, manager, 'comes-back');
  await manager.programs.endMembership({ id: m.membership, as: 'alumni', words: 'Moved on.' });
  await house.work();
  await manager.programs.reinstateMember({ id: m.membership, words: 'Back again.' });
  await house.work();
  await stock(manager, program, 'OSS-SAAS-1Y', 3);
  await house.work();
  const codes = async () =>
    (await manager.programs.getMember({ id: m.membership })).terms
      .flatMap((t) => t.entitlements)
      .flatMap((e) => e.codes);
  expect(await codes()).toHaveLength(1);
  // Whoever has what they were given gets nothing more.
  for (const as of ['alumni', 'alumni'] as const) {
    await manager.programs.endMembership({ id: m.membership, as, words: 'Moved on.' });
    await manager.programs.reinstateMember({ id: m.membership, words: 'Back again.' });
    await house.work();
  }
  expect(await codes()).toHaveLength(1);
});
