import { describe, expect, test } from 'vitest';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { programsWeb } from '../../src/modules/programs/web/index.tsx';

// Europe/Berlin, Monday to Friday 09:00-17:00; 5 business days are promised. It is Tuesday 7 March 2056, 10:00 in Berlin: a
// time to come, so that what is queued for later waits for the test's clock.
const house = await testHouse({ now: '2056-03-07T09:00:00Z' });
const program = await openProgram(house, { automatic: false, undoMinutes: 10, requirements: requiring(LOCAL_CHECKS) });
const reviewer = await house.as('reviewer', program);
const colleague = await house.as('reviewer', program);
const manager = await house.as('program-manager', program);
const elsewhere = await house.as('reviewer', crypto.randomUUID());
const { stranger } = house;

const mailOf = async (address: string, template: string) => {
  const mail = (await house.mailbox(address)).findLast((m) => m.template === template);
  if (!mail) throw new Error(`no mail ${template} to ${address}`);
  return mail;
};

/** A token that may do no more than its scopes, as a shop is given one. */
async function tokenFor(account: string, scopes: string[]): Promise<string> {
  const token = `ghl_${newToken()}`;
  await house.rows(`insert into access.tokens (name, token_hash, account, scopes, made_at)
    values ('shop', '\\x${tokenHash(token).toString('hex')}', '${account}', '{${scopes.join(',')}}', '2026-03-01T00:00:00Z')`);
  return token;
}

describe('one application through many hands', () => {
  let applied: Applied;
  let key: string;
  const status = () => stranger.programs.application({ key });
  const shown = () => reviewer.programs.getApplication({ id: applied.id });

  test('it is taken on by one reviewer; those of other programs see nothing of it', async () => {
    applied = await apply(house, 'marble');
    key = await confirm(house, applied);
    await house.work();
    const { id } = applied;
    expect(await shown()).toMatchObject({
      stage: 'review',
      clock: { state: 'running', dueAt: '2056-03-14T16:00:00Z' },
    });
    await reviewer.programs.claimApplication({ id });
    await expect(colleague.programs.claimApplication({ id })).rejects.toMatchObject({
      data: { rule: 'application.claimed' },
    });
    expect((await reviewer.work.needsMe({})).items.map((item) => item.id)).toContain(id);
    expect((await colleague.work.needsMe({})).items.map((item) => item.id)).not.toContain(id);

    await expect(elsewhere.programs.getApplication({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(elsewhere.programs.approveApplication({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(elsewhere.programs.askApplicant({ id, words: 'Hello?' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await elsewhere.programs.listApplications({})).toMatchObject({ rows: [] });
    expect((await elsewhere.programs.applicationBoard({})).columns.every((column) => column.count === 0)).toBe(true);
    expect((await elsewhere.work.needsMe({})).total).toBe(0);
    expect(JSON.stringify(await elsewhere.work.search({ text: 'Project marble' }))).not.toContain(id);
    expect(JSON.stringify(await elsewhere.programs.exportApplications({}))).not.toContain('Project marble');
  });

  test('while the applicant is asked the clock stands; the mailed link opens the page that takes the answer', async () => {
    const { id, address } = applied;
    // Wednesday 09:00 in Berlin, when the office opens.
    house.clock.set('2056-03-08T08:00:00Z');
    await reviewer.programs.askApplicant({ id, words: 'Which licence has the folder art?' });
    const mail = await mailOf(address, 'programs.team-message');
    expect(mail.text).toContain('Which licence has the folder art?');
    expect(mail.text).toContain('our clock stands still until you do');
    const link = linkIn(mail.text, '/a/');
    expect(mail.html).toContain(link);
    const page = await house.request(link);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('Which licence has the folder art?');
    expect(html).toContain('/answer"');

    // Silent for a day, longer than nothing: we are not late while we wait.
    house.clock.set('2056-03-09T12:00:00Z');
    await house.work();
    expect(await shown()).toMatchObject({
      stage: 'needs-info',
      waitingFor: 'them',
      clock: { state: 'paused', dueAt: null },
    });
    expect(await status()).toMatchObject({
      stage: 'needs-info',
      question: { words: 'Which licence has the folder art?' },
    });
    await expect(reviewer.programs.askApplicant({ id, words: 'And?' })).rejects.toMatchObject({
      data: { rule: 'application.question-open' },
    });

    // Thursday 17:00 in Berlin: two whole business days of waiting, so that what is due moves by two.
    house.clock.set('2056-03-09T16:00:00Z');
    key = link.split('/').at(-1) as string;
    await stranger.programs.answerQuestion({ key, body: 'The same: MIT.' });
    expect(await shown()).toMatchObject({
      stage: 'review',
      waitingFor: 'us',
      question: null,
      clock: { state: 'running', dueAt: '2056-03-16T16:00:00Z' },
    });
  });

  test('a check is run again, and the earlier run stays as history', async () => {
    const { id } = applied;
    house.clock.set('2056-03-10T09:00:00Z');
    await reviewer.programs.rerunCheck({ id, check: 'country-allowed' });
    expect((await shown()).stage).toBe('checking');
    await house.work();
    expect((await shown()).stage).toBe('review');
    const runs = await house.rows(
      `select 1 from programs.checks where application = '${id}' and name = 'country-allowed' and finished_at is not null`,
    );
    expect(runs).toHaveLength(2);
    await expect(reviewer.programs.rerunCheck({ id, check: 'licences' })).rejects.toMatchObject({
      data: { rule: 'check.unknown' },
    });
  });

  test('refused, undone, approved: the applicant sees nothing of it until it takes effect', async () => {
    const { id, address } = applied;
    const before = await status();
    const decided = async () =>
      (await house.mailbox(address)).filter((m) => /approved|refused/.test(m.template)).length;
    await reviewer.programs.refuseApplication({ id, reason: 'licence', words: 'The folder art has none.' });
    expect(await status()).toEqual(before);
    expect((await shown()).may).toMatchObject({ undo: true, refuse: false, approve: false });
    await reviewer.programs.undoDecision({ id });
    expect(await status()).toEqual(before);
    await reviewer.programs.approveApplication({ id, words: 'Welcome.' });
    expect(await status()).toEqual(before);
    await expect(stranger.programs.acceptAgreement({ key, version: '1', signedName: 'Ada' })).rejects.toMatchObject({
      data: { rule: 'application.not-approved' },
    });
    // The job of the undone refusal runs as well, and does nothing.
    house.clock.advance({ minutes: 9 });
    await house.work();
    expect(await decided()).toBe(0);
    house.clock.advance({ minutes: 1 });
    await house.work();
    expect(await decided()).toBe(1);
    expect(await status()).toMatchObject({ stage: 'approved', decision: { verdict: 'approved', words: 'Welcome.' } });
    await expect(reviewer.programs.undoDecision({ id })).rejects.toMatchObject({ data: { rule: 'decision.final' } });
    expect(JSON.stringify(await status())).not.toContain('The folder art has none');
  });

  test('the agreement waits for a coupon; whoever runs the program is told, and where to go', async () => {
    const { agreement } = await status();
    await stranger.programs.acceptAgreement({ key, version: agreement?.version as string, signedName: 'Ada Marble' });
    await house.work();
    expect((await status()).stage).toBe('awaiting-coupon');
    const told = (await manager.work.needsMe({})).items.find((item) => item.title.includes('Out of coupons'));
    expect(told?.href).toBe('/programs/open-source/coupons');
    const paths = (programsWeb.routes ?? []).map(
      (route) => new RegExp(`^${route.path.replaceAll(/\$\w+/g, '[^/]+')}$`),
    );
    expect(paths.some((path) => path.test(told?.href as string))).toBe(true);
    expect((await reviewer.work.needsMe({})).items.filter((item) => item.title.includes('coupons'))).toEqual([]);

    await manager.programs.addCoupons({ program, sku: 'OSS-SAAS-1Y', name: 'Spring', csv: 'CODE-0001\nCODE-0002\n' });
    await house.work();
    expect((await mailOf(applied.address, 'programs.coupon')).text).toContain('CODE-0001');
    expect(await status()).toMatchObject({ stage: 'coupon-sent', coupon: { code: 'CODE-0001' } });
  });

  test('the shop confirms the booking with a token that may do nothing else', async () => {
    const shop = await tokenFor(manager.accountId, ['bookings.confirm']);
    const post = async (token: string, body: unknown, to = program) => {
      const answer = await house.request(`/api/programs/${to}/bookings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const booking = { code: ' code-0001 ', reference: 'SHOP-77' };
    const reader = await tokenFor(manager.accountId, ['applications.read']);
    expect((await post(reader, booking)).status).toBe(403);
    expect((await post(shop, booking, crypto.randomUUID())).status).toBe(403);
    expect((await post(shop, { ...booking, code: 'CODE-0002' })).status).toBe(404);
    const headers = { authorization: `Bearer ${shop}` };
    expect((await house.request(`/api/programs/applications/${applied.id}`, { headers })).status).toBe(403);

    const booked = await post(shop, booking);
    expect(booked, JSON.stringify(booked.body)).toMatchObject({
      status: 200,
      body: { startsAt: '2056-03-10T09:10:00Z' },
    });
    expect(await post(shop, booking)).toEqual(booked);
    expect((await post(shop, { ...booking, reference: 'SHOP-78' })).status).toBe(409);
    expect(await status()).toMatchObject({ stage: 'active', membership: { endsAt: '2057-03-10T09:10:00Z' } });
    expect((await manager.programs.listMembers({ program, state: 'active' })).rows).toMatchObject([
      { application: { id: applied.id }, state: 'active' },
    ]);
  });

  test('the timeline has all that happened, in order and by name', async () => {
    const { timeline } = await shown();
    const kinds = timeline.map((entry) => entry.kind).filter((kind) => kind !== 'application.check-finished');
    expect(kinds.toReversed()).toEqual([
      'application.submitted',
      'application.mail-confirmed',
      'application.checks-asked',
      'record.assigned',
      'application.claimed',
      'application.applicant-asked',
      'application.question-answered',
      'application.checks-asked',
      'application.refused',
      'application.decision-undone',
      'application.approved',
      'application.decision-settled',
      'application.agreement-accepted',
      'membership.granted',
      'coupons.exhausted',
      'coupon.issued',
      'membership.activated',
    ]);
    expect(timeline.filter((entry) => entry.kind === 'application.check-finished')).toHaveLength(
      LOCAL_CHECKS.length + 1,
    );
    const times = timeline.map((entry) => Date.parse(entry.at));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const who = Object.fromEntries(timeline.map((entry) => [entry.kind, entry.who]));
    expect(who).toMatchObject({
      'application.question-answered': 'Applicant marble',
      'application.approved': 'Test reviewer',
      'application.decision-settled': 'Guildhall',
      'membership.activated': 'Test program-manager',
    });
  });

  test('every figure opens to rows that add up to it', async () => {
    const expected: Record<string, number> = {
      'programs.applications-submitted': 1,
      // Wednesday and Thursday were waiting: Friday is the first day of ours.
      'programs.days-to-decision': 1,
      'programs.days-to-decision-with-waiting': 3,
      'programs.kept-promise': 1,
      'programs.automated-share': 0,
      'programs.active-members': 1,
      'programs.approvals-by-way': 1,
    };
    const { figures } = await reviewer.figures.list({});
    const ours = figures.filter((figure) => figure.id.startsWith('programs.'));
    expect(ours.map((figure) => figure.id)).toEqual(expect.arrayContaining(Object.keys(expected)));
    for (const { id, unit } of ours) {
      const reading = await reviewer.figures.read({ figure: id, program });
      if (id in expected) expect(reading.value, id).toBe(expected[id]);
      const behind = await reviewer.figures.rows({ figure: id, program });
      const rows = behind.rows.filter((row) => row.counts !== null);
      expect(rows, id).toHaveLength(reading.of);
      const sum = rows.reduce((all, row) => all + (row.counts as number), 0);
      if (reading.value === null) expect(rows, id).toEqual([]);
      else if (unit === 'business days')
        expect(
          rows.map((row) => row.counts),
          id,
        ).toContain(reading.value);
      else expect(unit === 'share' || unit === 'score' ? sum / rows.length : sum, id).toBe(reading.value);
      for (const row of rows)
        expect(row.href, id).toMatch(
          id === 'programs.coupon-stock'
            ? /^\/programs\/open-source\/coupons$/
            : id === 'programs.active-members'
              ? /^\/programs\/members\/[0-9a-f-]{36}$/
              : `/programs/applications/${applied.id}`,
        );
      expect((await elsewhere.figures.read({ figure: id })).value, id).toBeNull();
    }
    expect((await reviewer.figures.read({ figure: 'programs.refusals-by-reason', program })).value).toBeNull();
  });
});
