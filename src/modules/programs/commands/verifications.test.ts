import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, openProgram } from '#tests/support/program.ts';
import { testVerifier } from '#tests/support/verifier.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { publishPolicy } from './run-program.ts';

const outside = await testVerifier();
afterAll(() => outside.close());
const house = await testHouse({ allowPrivateHosts: outside.host });
const requiring = (verifier: string) => ({
  ...openSourcePreset.policy,
  automatic: false,
  requirements: [
    ...openSourcePreset.policy.requirements.filter(({ check }) => check === 'mail-confirmed'),
    { check: 'external-verifier' as const, words: 'A verifier confirms it.', with: { verifier, bypassDays: 7 } },
  ],
});
const program = await openProgram(house, requiring('proxi'));
const [owner, manager, reviewer] = await Promise.all([house.as('owner'), house.as('manager'), house.as('reviewer')]);
let verifier = '';

beforeAll(async () => {
  const added = await manager.programs.addVerifier({ code: 'proxi', name: 'Proxi', url: outside.url });
  outside.secret = added.secret;
  verifier = added.id;
});

async function applied(n: string) {
  const one = await apply(house, n);
  const key = await confirm(house, one);
  await house.work();
  return { ...one, key };
}
const checkOf = async (one: Applied) => {
  const { checkList, stage } = await reviewer.programs.getApplication({ id: one.id });
  const check = checkList.find(({ name }) => name === 'external-verifier');
  return { stage, state: check?.state, words: check?.words, evidence: check?.evidence.map(({ words }) => words) };
};
const post = async (key: string, path: string, fields: Record<string, string> = {}) => {
  const answer = await house.request(`/a/${key}/${path}`, {
    method: 'POST',
    body: new URLSearchParams({ idempotencyKey: crypto.randomUUID(), ...fields }),
  });
  await house.work();
  return { status: answer.status, html: await answer.text() };
};
const trackingOf = async (one: Applied) =>
  (await reviewer.programs.listVerifications({ id: one.id })).verifications[0]?.tracking ?? '';
const tell = async (sent: RequestInit, code = 'proxi') => {
  const answer = await house.request(`/verifiers/${code}/webhook`, sent);
  await house.work();
  return answer.status;
};
const facts = (kind: string, one: Applied) =>
  house.rows(`select 1 from ledger.facts where kind = '${kind}' and about_id = '${one.id}'`);

describe('a verifier outside', () => {
  let one: Applied & { key: string };
  let tracking = '';
  beforeAll(async () => {
    one = await applied('outside');
  });

  test('is waited for by the applicant’s turn, who begins there; it is told a number and nothing else', async () => {
    expect(await checkOf(one)).toMatchObject({
      stage: 'proving',
      state: 'waiting',
      words: 'We wait for you to go to Proxi.',
    });
    expect((await post(one.key, 'verification')).status).toBe(303);
    tracking = await trackingOf(one);
    expect(outside.heard).toEqual([
      { method: 'POST', path: '/api/verifications', body: JSON.stringify({ tracking_id: tracking }), signed: true },
    ]);
    const html = await (await house.request(`/a/${one.key}`)).text();
    expect(html).toContain(`href="${outside.url}/go/${tracking}"`);
    expect(html).toContain('Your turn: go to the verifier');
    expect(await checkOf(one)).toMatchObject({ state: 'waiting', words: 'Proxi has not heard of you yet.' });
  });

  test('what it says is believed only with its signature, its number, and once', async () => {
    const now = house.clock.now();
    const begun = outside.webhook(tracking, { status: 'initialised' }, now, { id: 'msg_begun' });
    const foreign = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    expect(await tell(outside.webhook(tracking, { status: 'succeeded' }, now, { secret: foreign }))).toBe(401);
    expect(await tell(outside.webhook(tracking, { status: 'succeeded' }, now.subtract({ minutes: 6 })))).toBe(401);
    expect(await tell(outside.webhook('unknown', { status: 'succeeded' }, now))).toBe(404);
    expect(await tell(outside.webhook(tracking, { status: 'perhaps' }, now))).toBe(400);
    expect(await tell(begun, 'nobody')).toBe(404);
    expect(await tell({ method: 'POST', body: '{}' })).toBe(401);
    expect((await checkOf(one)).state).toBe('waiting');

    expect([await tell(begun), await tell(begun)]).toEqual([200, 200]);
    expect(await facts('application.verification-reported', one)).toHaveLength(1);
    expect(await checkOf(one)).toMatchObject({
      stage: 'proving',
      words: 'Begun at Proxi; it is not known whether it goes on there or was given up.',
    });
    const html = await (await house.request(`/a/${one.key}`)).text();
    expect(html).toContain('We do not know whether it goes on there or was given up');
  });

  test('a reviewer has it asked again; one that does not answer changes nothing that is known', async () => {
    outside.instead = { status: 403, body: '' };
    await reviewer.programs.rerunCheck({ id: one.id, check: 'external-verifier' });
    await house.work();
    expect((await checkOf(one)).state).toBe('waiting');
    outside.instead = null;
    outside.stands.set(tracking, { status: 'rejected', feedback: 'You are a student.' });
    await reviewer.programs.rerunCheck({ id: one.id, check: 'external-verifier' });
    await house.work();
    expect(await checkOf(one)).toMatchObject({
      stage: 'review',
      state: 'failed',
      evidence: ['Not verified. “You are a student.”'],
    });
    expect((await post(one.key, 'verification')).status).toBe(409);
  });

  test('a code of the team stands in for it, for its own application, once, and for so many days', async () => {
    await expect(reviewer.programs.makeBypassCode({ id: one.id, words: '' })).rejects.toMatchObject({
      code: 'INVALID',
    });
    const old = await reviewer.programs.makeBypassCode({ id: one.id, words: 'Known to us.' });
    const made = await reviewer.programs.makeBypassCode({ id: one.id, words: 'Known to us.' });
    const other = await applied('stranger');
    for (const [key, code] of [
      [one.key, old.code],
      [one.key, 'ABCD-EFGH-JKMN'],
      [one.key, ''],
      [other.key, made.code],
    ] as const)
      expect((await post(key, 'bypass', { code })).status).toBe(400);
    const kept = await house.rows<{ code_hash: Buffer }>('select code_hash from programs.bypass_codes');
    expect(kept.every(({ code_hash }) => !code_hash.includes(made.code.slice(0, 4)))).toBe(true);
    expect((await post(one.key, 'bypass', { code: made.code.toLowerCase().replaceAll('-', ' ') })).status).toBe(303);
    expect(await checkOf(one)).toMatchObject({
      state: 'passed',
      words: 'A code that the team gave stands in for the verifier.',
    });
    expect((await post(one.key, 'bypass', { code: made.code })).status).toBe(400);

    const late = await reviewer.programs.makeBypassCode({ id: other.id, words: 'Known to us.' });
    house.clock.advance({ hours: 24 * 7 });
    expect((await post(other.key, 'bypass', { code: late.code })).status).toBe(400);
  });

  test('that succeeds passes the check, and a late word after the end of the application changes nothing', async () => {
    const two = await applied('two');
    await post(two.key, 'verification');
    const id = await trackingOf(two);
    outside.stands.set(id, { status: 'succeeded' });
    expect(await tell(outside.webhook(id, { status: 'succeeded' }, house.clock.now()))).toBe(200);
    expect(await checkOf(two)).toMatchObject({ stage: 'review', state: 'passed', words: 'Proxi confirms it.' });
    await house.stranger.programs.withdrawApplication({ key: two.key });
    expect(await tell(outside.webhook(id, { status: 'rejected' }, house.clock.now()))).toBe(200);
    expect(await checkOf(two)).toMatchObject({ stage: 'withdrawn', state: 'passed' });
  });

  test.each([
    ['an address that runs something', { status: 201, body: '{"url":"javascript:alert(1)"}' }],
    ['no address', { status: 201, body: '{}' }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['a refusal', { status: 403, body: '' }],
  ])('that answers %s leads nobody anywhere, and the check says that it did not answer', async (what, instead) => {
    const odd = await applied(`odd-${what.length}`);
    outside.instead = instead;
    await post(odd.key, 'verification');
    outside.instead = null;
    expect(await checkOf(odd)).toMatchObject({ state: 'unavailable' });
    expect((await house.stranger.programs.applicationTasks({ key: odd.key })).verification?.goesTo).toBeNull();
  });

  test('out of use it is not asked, and its word does not count; a new secret ends the old one', async () => {
    const three = await applied('three');
    const secret = outside.secret;
    await manager.programs.changeVerifier({ id: verifier, name: 'Proxi', url: outside.url, on: false });
    expect((await post(three.key, 'verification')).status).toBe(409);
    expect(await tell(outside.webhook('x', { status: 'succeeded' }, house.clock.now()))).toBe(404);
    await manager.programs.changeVerifier({ id: verifier, name: 'Proxi', url: outside.url, on: true });
    outside.secret = (await manager.programs.renewVerifierSecret({ id: verifier })).secret;
    expect(await tell(outside.webhook('x', { status: 'succeeded' }, house.clock.now(), { secret }))).toBe(401);
    await post(three.key, 'verification');
    expect(outside.heard.at(-1)).toMatchObject({ method: 'POST', signed: true });
    await expect(reviewer.programs.listVerifiers({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(JSON.stringify(await owner.programs.listVerifiers({}))).not.toContain('whsec_');
    await expect(manager.programs.addVerifier({ code: 'local', name: 'X', url: outside.url })).rejects.toMatchObject({
      code: 'INVALID',
    });
  });
});

test('without a verifier outside a person of the team answers by hand', async () => {
  await house.transact((c) => publishPolicy(c, { program, policy: requiring('local'), basedOn: 2 }));
  const one = await applied('by-hand');
  expect(await checkOf(one)).toMatchObject({ stage: 'review', state: 'unsure' });
  expect((await post(one.key, 'verification')).status).toBe(409);
  await reviewer.programs.reportVerification({
    id: one.id,
    status: 'rejected',
    feedback: 'The card is of another person.',
  });
  await house.work();
  expect(await checkOf(one)).toMatchObject({
    state: 'failed',
    evidence: ['Not verified. “The card is of another person.”'],
  });
  await reviewer.programs.reportVerification({ id: one.id, status: 'succeeded' });
  await house.work();
  expect(await checkOf(one)).toMatchObject({ state: 'passed', words: 'The team confirms it.' });
});
