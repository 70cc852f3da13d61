import { expect, test } from 'vitest';
import { linkIn, testHouse } from '../support/house.ts';
import { type MadeMember, makeMember, memberPolicy, stock } from '../support/members.ts';
import { type Applied, apply, confirm, formOf, openProgram } from '../support/program.ts';

/** What two people do at the same moment: one of them does it, and the others are told why they did not. */
const house = await testHouse({ now: '2056-03-07T09:00:00Z' });
const program = await openProgram(house, memberPolicy());
const [ann, ben] = await Promise.all([house.as('program-manager', program), house.as('program-manager', program)]);
await stock(ann, program, 'OSS-SAAS-1Y', 60);
await stock(ann, program, 'OSS-SM-1Y', 20);
const { stranger } = house;
const times = <T>(n: number, of: (at: number) => T): T[] => Array.from({ length: n }, (_, at) => of(at));

/** All at once; how many came through, and which rules told the others no. */
async function race(all: readonly Promise<unknown>[]): Promise<{ won: number; told: (string | undefined)[] }> {
  const ends = await Promise.allSettled(all);
  const told = ends.flatMap((end) => {
    if (end.status === 'fulfilled') return [];
    const { code, data } = end.reason as { code?: string; data?: { rule?: string } };
    return [data?.rule ?? code];
  });
  return { won: ends.length - told.length, told: [...new Set(told)] };
}
const theFirst = (rule: string) => ({ won: 1, told: [rule] });

// Members are made by decisions that take effect at once; what is decided from then on can be undone for half an hour.
const renews = await makeMember(house, ann, 'renews', { books: 'first-renews' });
const twice = await makeMember(house, ann, 'twice', { books: 'first-twice' });
const wrong = await makeMember(house, ann, 'wrong');
const { policy, policyVersion } = await ann.programs.getProgram({ program });
await ann.programs.publishPolicy({ program, policy: { ...policy, undoMinutes: 30 }, basedOn: policyVersion });
const nearTheEnd = async (m: MadeMember) => {
  const { endsAt } = await ann.programs.getMember({ id: m.membership });
  house.clock.set(
    Temporal.Instant.from(endsAt as string)
      .subtract({ hours: 24 * 20 })
      .toString(),
  );
  return endsAt as string;
};

test('renewals: one is sent, decided, agreed to and booked, however many try at once', async () => {
  const m = renews;
  const endsAt = await nearTheEnd(m);
  const drafts = await Promise.all(times(6, () => stranger.programs.startRenewal({ key: m.key })));
  const { answers } = await stranger.programs.draft({ key: (drafts[0] as { draft: string }).draft });
  const text = (name: string) => String(answers[name] ?? '');
  const form = formOf('x', {
    ...{ project: text('project'), namespaceUrl: text('namespaceUrl'), applicantName: text('applicantName') },
    address: m.address,
  });
  const sent = drafts.map(({ draft }) => stranger.programs.submitApplication({ ...form, draft }));
  expect(await race(sent)).toEqual(theFirst('renewal.pending'));
  const [renewal, ...more] = await house.rows<{ id: string; number: number }>(
    `select id, number from programs.applications where renews = '${m.membership}'`,
  );
  expect(more).toEqual([]);
  const id = (renewal as { id: string }).id;
  await house.work();

  const refuse = () => ben.programs.refuseApplication({ id, reason: 'other', words: 'No.' });
  expect(await race(times(8, (n) => (n % 2 ? refuse() : ann.programs.approveApplication({ id }))))).toEqual(
    theFirst('application.already-decided'),
  );
  // Nobody is to learn of a refusal that can still be undone, and there is no room for a second renewal.
  await ann.programs.undoDecision({ id });
  await ben.programs.refuseApplication({ id, reason: 'other', words: 'No.' });
  await expect(stranger.programs.startRenewal({ key: m.key })).rejects.toMatchObject({
    data: { rule: 'renewal.pending' },
  });
  expect(await race(times(4, (n) => (n % 2 ? ann : ben).programs.undoDecision({ id })))).toEqual(
    theFirst('application.not-decided'),
  );

  await ann.programs.approveApplication({ id });
  house.clock.advance({ minutes: 31 });
  await Promise.all([house.work(), house.work()]);
  const received = (await house.mailbox(m.address)).findLast((mail) => mail.template === 'programs.received');
  const key = linkIn(received?.text as string, '/a/')
    .split('/')
    .at(-1) as string;
  const agree = () => stranger.programs.acceptAgreement({ key, version: '2026-1', signedName: 'A' });
  expect(await race(times(5, agree))).toEqual(theFirst('agreement.accepted'));
  await Promise.all([house.work(), house.work()]);
  const book = (n: number) => (n % 2 ? ann : ben).programs.confirmBooking({ id, reference: `renewal-${n}` });
  expect(await race(times(5, book))).toEqual(theFirst('booking.confirmed'));
  const { terms } = await ann.programs.getMember({ id: m.membership });
  expect(terms.map(({ startsAt, entitlements }) => [startsAt, entitlements.map(({ codes }) => codes.length)])).toEqual([
    [endsAt, [1]],
    [terms[1]?.startsAt, [1]],
  ]);
});

test('a renewal that was refused is not taken up again beside the next one', async () => {
  const m = twice;
  await nearTheEnd(m);
  const renew = async () => {
    const { draft } = await stranger.programs.startRenewal({ key: m.key });
    await stranger.programs.submitApplication(formOf('twice', { address: m.address, draft }));
    const [row] = await house.rows<{ id: string }>(
      `select id from programs.applications where renews = '${m.membership}' order by submitted_at desc limit 1`,
    );
    return (row as { id: string }).id;
  };
  const refused = async (id: string) => {
    await ann.programs.refuseApplication({ id, reason: 'other', words: 'No.' });
    house.clock.advance({ minutes: 31 });
    await house.work();
  };
  const first = await renew();
  await refused(first);
  expect((await ann.programs.getApplication({ id: first })).may.reopen).toBe(true);
  // Whichever comes first: the member who asks once more, or the team that takes the first up again.
  const { draft } = await stranger.programs.startRenewal({ key: m.key });
  const again = () => stranger.programs.submitApplication(formOf('twice', { address: m.address, draft }));
  const reopen = () => ann.programs.reopenApplication({ id: first, words: 'Once more.' });
  expect(await race([again(), reopen(), reopen()])).toMatchObject({ won: 1 });
  const onTheirWay = () =>
    house.rows(
      `select 1 from programs.applications where renews = '${m.membership}' and stage not in ('refused', 'withdrawn')`,
    );
  expect(await onTheirWay()).toHaveLength(1);

  const [other] = await house.rows<{ id: string }>(
    `select id from programs.applications where renews = '${m.membership}' and stage <> 'refused'`,
  );
  await refused((other as { id: string }).id);
  const next = await renew();
  house.clock.advance({ minutes: 1 });
  expect((await ann.programs.getApplication({ id: first })).may.reopen).toBe(false);
  expect(await race([reopen()])).toEqual({ won: 0, told: ['renewal.pending'] });
  await refused(next);
  await reopen();
  expect(await onTheirWay()).toHaveLength(1);
});

test('a code is replaced once, a hosting once, a request granted once', async () => {
  const m = wrong;
  const shown = async () => (await ann.programs.getMember({ id: m.membership })).terms.flatMap((t) => t.entitlements);
  const coupon = (await shown())[0]?.codes[0]?.id as string;
  const lost = { id: m.entitlement, why: 'lost' as const, words: 'It never came.', coupon };
  expect(await race(times(6, (n) => (n % 2 ? ann : ben).programs.replaceCoupon(lost)))).toEqual(
    theFirst('coupon.superseded'),
  );
  const codes = (await shown())[0]?.codes ?? [];
  expect(codes.map(({ superseded }) => superseded === null)).toEqual([false, true]);

  const other = { id: m.entitlement, hosting: 'self-managed' as const, words: 'The wrong one.' };
  expect(await race(times(6, (n) => (n % 2 ? ann : ben).programs.replaceEntitlement(other)))).toEqual(
    theFirst('entitlement.replaced'),
  );
  expect((await shown()).map(({ replaced, sku, codes }) => [replaced, sku, codes.length])).toEqual([
    [true, 'OSS-SAAS-1Y', 2],
    [false, 'OSS-SM-1Y', 1],
  ]);

  const ask = () => ann.programs.askSecond({ id: m.membership, words: 'A second team.' });
  expect(await race(times(4, ask))).toEqual(theFirst('request.open'));
  const { requests } = await ann.programs.getMember({ id: m.membership });
  const decide = (n: number) =>
    ben.programs.decideRequest({ id: requests[0]?.id as string, grant: n % 2 === 0, words: 'So it is.' });
  expect(await race(times(6, decide))).toEqual(theFirst('request.decided'));
  await house.work();
  const mails = (await house.mailbox(m.address)).filter(({ template }) => template === 'programs.coupon');
  const out = await house.rows<{ code: string }>(`select k.code from programs.coupon_issues i
    join programs.entitlements e on e.id = i.entitlement join programs.coupons k on k.id = i.coupon where e.membership = '${m.membership}'`);
  expect(mails.map(({ text }) => out.filter(({ code }) => text.includes(code)).length)).toEqual(out.map(() => 1));
});

test('codes that come in while members begin to wait for one reach all whom they can, each of its SKU', async () => {
  const owner = await house.as('owner');
  const { id: own, slug } = await owner.programs.makeProgram({
    ...{ name: 'Scarce', slug: 'scarce', prefix: 'SCA', from: { program } },
  });
  await owner.programs.openProgram({ program: own });
  const made: { applied: Applied; key: string; hosting: 'saas' | 'self-managed' }[] = [];
  for (const n of times(9, (at) => at)) {
    const hosting = n < 3 ? ('self-managed' as const) : ('saas' as const);
    const applied = await apply(house, `scarce-${n}`, { program: slug, hosting });
    made.push({ applied, key: await confirm(house, applied), hosting });
  }
  await house.work();
  for (const { applied } of made) await owner.programs.approveApplication({ id: applied.id });
  house.clock.advance({ minutes: 31 });
  await house.work();
  const agree = (key: string) => stranger.programs.acceptAgreement({ key, version: '2026-1', signedName: 'A' });
  // Those who wait longest wait for another SKU, of which nothing comes in.
  for (const { key } of made.slice(0, 3)) await agree(key);
  await house.work();
  house.clock.advance({ minutes: 1 });
  const add = (n: number) =>
    owner.programs.addCoupons({ program: own, sku: 'OSS-SAAS-1Y', name: `batch ${n}`, csv: `SCARCE-${n}-A` });
  const working = (async () => {
    for (let i = 0; i < 6; i++) await Promise.all([house.work(), house.work()]);
  })();
  await Promise.all([...made.slice(3).map(({ key }) => agree(key)), ...times(5, add), working]);
  await house.work();
  const [state] = await house.rows<{ free: number; saas: number; other: number }>(`select
    (select count(*)::int from programs.coupons k where k.program = '${own}' and not exists (select from programs.coupon_issues i where i.coupon = k.id)) free,
    count(*) filter (where sku = 'OSS-SAAS-1Y' and wanted_since is not null)::int saas, count(*) filter (where sku = 'OSS-SM-1Y' and wanted_since is not null)::int other
    from programs.entitlements where program = '${own}'`);
  expect(state).toEqual({ free: 0, saas: 1, other: 3 });
});

test('acts on many: each application is acted on once, whoever else acts on the same or on one of them', async () => {
  const all: Applied[] = [];
  for (const n of times(12, (at) => at)) {
    const applied = await apply(house, `bulk-${n}`);
    await confirm(house, applied);
    all.push(applied);
  }
  await house.work();
  const ids = all.map(({ id }) => id);
  const back = ids.toReversed();
  const told = (answers: { rows: { done: boolean; objection: { rule: string } | null }[] }[]) => {
    const rows = answers.flatMap(({ rows }) => rows);
    return {
      done: rows.filter(({ done }) => done).length,
      rules: [...new Set(rows.flatMap((r) => r.objection?.rule ?? []))],
    };
  };

  const asked = await Promise.all([
    ann.programs.actOnApplications({ act: 'ask', ids, words: 'Which licence?' }),
    ben.programs.actOnApplications({ act: 'ask', ids: back, words: 'Who are you?' }),
  ]);
  expect(told(asked)).toEqual({ done: 12, rules: ['application.question-open'] });
  await house.work();
  const [mails] = await house.rows<{ n: number; most: number }>(
    `select count(*)::int n, max(each)::int most from (select count(*) each from mail.messages where template = 'programs.team-message'
      and about_id = any(array[${ids.map((id) => `'${id}'`).join(',')}]) group by about_id) x`,
  );
  expect(mails).toEqual({ n: 12, most: 1 });

  const preview = await ann.programs.previewAct({ act: 'approve', ids });
  expect(preview.rows.map(({ objection }) => objection)).toEqual(ids.map(() => null));
  const single = ids.filter((_, at) => at % 3 === 0);
  const [singles, ...many] = await Promise.all([
    race(single.map((id) => ann.programs.refuseApplication({ id, reason: 'other', words: 'No.' }))),
    ann.programs.actOnApplications({ act: 'approve', ids }),
    ben.programs.actOnApplications({ act: 'refuse', ids: back, reason: 'other', words: 'No.' }),
    ben.programs.actOnApplications({ act: 'approve', ids: back }),
  ]);
  const { done, rules } = told(many);
  expect({ decided: done + singles.won, rules: [...new Set([...rules, ...singles.told])] }).toEqual({
    ...{ decided: 12, rules: ['application.already-decided'] },
  });
  expect(
    await house.rows(
      `select application from programs.decisions where undone_at is null group by 1 having count(*) > 1`,
    ),
  ).toEqual([]);
  const undone = await Promise.all([
    ann.programs.actOnApplications({ act: 'undo', ids }),
    ben.programs.actOnApplications({ act: 'undo', ids: back }),
  ]);
  expect(told(undone)).toEqual({ done: 12, rules: ['application.not-decided'] });
  const claimed = await Promise.all([
    ann.programs.actOnApplications({ act: 'claim', ids }),
    ben.programs.actOnApplications({ act: 'claim', ids: back }),
  ]);
  expect(told(claimed)).toEqual({ done: 12, rules: ['application.claimed'] });
});
