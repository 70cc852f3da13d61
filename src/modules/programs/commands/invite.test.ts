import { describe, expect, test } from 'vitest';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { formOf, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';
import { membership } from '../policy/membership.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { keepRetention } from './keep-retention.ts';
import { setUpProgram } from './run-program.ts';

const house = await testHouse();
const byInvitation = await openProgram(house, {
  requirements: requiring(LOCAL_CHECKS),
  membership: membership.parse({ entry: 'invitation' }),
});
const byNomination = await house.transact((c) =>
  setUpProgram(c, {
    ...{ slug: 'heroes', name: 'Heroes', prefix: 'HER', sample: false },
    policy: { ...openSourcePreset.policy, membership: membership.parse({ entry: 'nomination' }) },
  }),
);
const reviewer = await house.as('reviewer');
const analyst = await house.as('analyst');
const { stranger } = house;

const invited = async (n: string) => {
  const address = `invited-${n}@example.org`;
  const { id } = await reviewer.programs.invite({
    program: byInvitation,
    name: `Invited ${n}`,
    address,
    words: 'Come.',
  });
  return { id, address, key: await keyOf(address) };
};
const keyOf = async (address: string) => {
  const mail = (await house.mailbox(address)).findLast(({ template }) => template === 'programs.invitation');
  return new URL(linkIn(mail?.text ?? '', '/apply/'), 'https://x').searchParams.get('invitation') as string;
};
const apply = (n: string, change: Record<string, unknown> = {}) =>
  stranger.programs.submitApplication(formOf(n, change));
const page = async (path: string) => (await house.request(path)).text();
const post = (path: string, fields: Record<string, string>) =>
  house.request(path, {
    method: 'POST',
    body: new URLSearchParams({ idempotencyKey: crypto.randomUUID(), ...fields }),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  });
const listed = async (id: string) =>
  (await reviewer.programs.listInvitations({ program: byInvitation })).rows.find((row) => row.id === id);

describe('a program by invitation', () => {
  test('says so, shows no form, and takes no application or draft without an invitation', async () => {
    expect(await page('/apply/open-source')).toContain('By invitation');
    expect(await page('/apply/open-source')).not.toContain('/apply/open-source/form');
    expect(await page('/apply/open-source/form')).not.toContain('name="applicantName"');
    expect(await faultOf(apply('none'))).toMatchObject({ rule: 'program.by-invitation' });
    expect(await faultOf(apply('none', { invitation: 'A'.repeat(43) }))).toMatchObject({
      rule: 'program.by-invitation',
    });
    const draft = stranger.programs.saveDraft({ program: 'open-source', answers: {} });
    expect(await faultOf(draft)).toMatchObject({ rule: 'program.by-invitation' });
  });

  test('the mailed link opens the form by name, keeps through a draft, and is used once', async () => {
    const { id, address, key } = await invited('one');
    const form = await page(`/apply/open-source/form?invitation=${key}`);
    expect(form).toContain('Hello Invited one, you are invited');
    expect(form).toContain(`value="${address}"`);
    const saved = await post('/apply/open-source/form', { action: 'save', invitation: key, project: 'Half' });
    const draft = /draft=([\w-]{43})/.exec(saved.headers.get('location') ?? '')?.[1] as string;
    const again = await page(`/apply/open-source/form?draft=${draft}`);
    expect(again).toContain('Hello Invited one, you are invited');
    expect(again).toContain('value="Half"');
    const { number } = await apply('one', { draft });
    expect((await apply('one', { draft })).number).toBe(number);
    expect(await listed(id)).toMatchObject({ state: 'used', application: { number }, may: { withdraw: false } });
    expect(await faultOf(apply('two', { invitation: key }))).toMatchObject({ rule: 'invitation.used' });
    expect(await page(`/apply/open-source/form?invitation=${key}`)).toContain('An application came of it.');
    expect(await page('/apply/open-source/form?invitation=nonsense')).toContain('a newer mail has another one');
  });

  test('two applications at once with one invitation are one application', async () => {
    const { key } = await invited('race');
    const both = await Promise.allSettled([apply('r1', { invitation: key }), apply('r2', { invitation: key })]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('sent again, the earlier link is over; withdrawn or too old, it opens nothing', async () => {
    const first = await invited('again');
    await reviewer.programs.resendInvitation({ id: first.id });
    const second = await keyOf(first.address);
    expect(second).not.toBe(first.key);
    expect(await faultOf(apply('again', { invitation: first.key }))).toMatchObject({ rule: 'program.by-invitation' });
    expect(await faultOf(invited('again'))).toMatchObject({ rule: 'invitation.open' });
    await reviewer.programs.withdrawInvitation({ id: first.id });
    expect(await faultOf(apply('again', { invitation: second }))).toMatchObject({ rule: 'invitation.withdrawn' });
    expect(await faultOf(reviewer.programs.resendInvitation({ id: first.id }))).toMatchObject({
      rule: 'invitation.withdrawn',
    });
    const old = await invited('old');
    house.clock.advance({ hours: 24 * 60 });
    expect(await faultOf(apply('old', { invitation: old.key }))).toMatchObject({ rule: 'invitation.expired' });
    await reviewer.programs.resendInvitation({ id: old.id });
    expect((await apply('old', { invitation: await keyOf(old.address) })).number).toMatch(/^OSS-/);
  });

  test('is found by state and text, in parts, and exported', async () => {
    const used = await reviewer.programs.listInvitations({ program: byInvitation, state: 'used', limit: 1 });
    expect([used.rows.length, used.total]).toEqual([1, 3]);
    const rest = await reviewer.programs.listInvitations({
      ...{ program: byInvitation, state: 'used', limit: 5, after: used.next ?? '' },
    });
    expect(rest.rows).toHaveLength(2);
    const { rows } = await reviewer.programs.listInvitations({ program: byInvitation, text: 'INVITED-AGAIN' });
    expect(rows).toMatchObject([{ state: 'withdrawn', sends: 2, by: 'Test reviewer' }]);
    const { csv } = await reviewer.programs.exportInvitations({ program: byInvitation, text: 'again' });
    expect(csv).toContain('Invited again,invited-again@example.org,withdrawn');
  });

  test('nobody without the permission sees or sends one, and a name holds no web address', async () => {
    expect(await faultOf(analyst.programs.listInvitations({ program: byInvitation }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    const hostile = reviewer.programs.invite({
      ...{ program: byInvitation, name: 'Win at https://evil.example', address: 'x@example.org' },
    });
    expect((await faultOf(hostile))?.fields).toEqual(['name']);
  });
});

describe('a program with nominations', () => {
  const nomination = (n: string) => ({
    nomineeName: `Named ${n}`,
    nomineeAddress: `named-${n}@example.org`,
    nominatorName: 'Friend',
    nominatorAddress: 'friend@example.org',
    words: `They help ${n}.`,
  });
  const nominations = async (state?: 'open') =>
    (await reviewer.programs.listNominations({ program: byNomination, ...(state ? { state } : {}) })).rows;

  test('takes one on the page without JavaScript; nobody is mailed, colleagues are told, twice is once', async () => {
    expect(await page('/apply/heroes')).toContain('/apply/heroes/nominate');
    const empty = await post('/apply/heroes/nominate', { ...nomination('one'), nomineeName: ' ' });
    expect(empty.status).toBe(400);
    expect(await empty.text()).toContain('They help one.');
    for (const _ of [1, 2]) {
      const sent = await post('/apply/heroes/nominate', nomination('one'));
      expect(sent.headers.get('location')).toContain('done=sent');
    }
    await house.work();
    expect(await nominations()).toMatchObject([{ nominee: { name: 'Named one' }, state: 'open' }]);
    expect(await house.mailbox('named-one@example.org')).toEqual([]);
    expect(await house.mailbox('friend@example.org')).toEqual([]);
    const { items } = await reviewer.work.needsMe({});
    expect(items.some(({ title }) => title === 'A nomination')).toBe(true);
  });

  test('a machine that fills in everything is told what it hopes for; other programs take none', async () => {
    await post('/apply/heroes/nominate', { ...nomination('spam'), website: 'https://x.example' });
    expect((await nominations()).map(({ nominee }) => nominee.name)).not.toContain('Named spam');
    const other = stranger.programs.nominate({ ...nomination('x'), program: 'open-source' });
    expect(await faultOf(other)).toMatchObject({ rule: 'program.takes-no-nominations' });
    expect((await house.request('/apply/open-source/nominate')).status).toBe(404);
  });

  test('accepted, whoever was named is invited and can apply; declined, nobody hears of it; each once', async () => {
    await stranger.programs.nominate({ ...nomination('two'), program: 'heroes' });
    const [two, one] = await nominations('open');
    if (!one || !two) throw new Error('two nominations should wait');
    const { invitation } = await reviewer.programs.acceptNomination({ id: one.id, language: 'de' });
    const [mail] = await house.mailbox('named-one@example.org');
    expect(mail?.text).toContain('jemand hat Sie vorgeschlagen');
    expect(mail?.text).not.toContain('Friend');
    const key = await keyOf('named-one@example.org');
    expect(await page(`/apply/heroes/form?invitation=${key}`)).toContain('Named one');
    await reviewer.programs.declineNomination({ id: two.id, words: 'Works here already.' });
    expect(await faultOf(reviewer.programs.acceptNomination({ id: two.id }))).toMatchObject({
      rule: 'nomination.answered',
    });
    expect(await house.mailbox('named-two@example.org')).toEqual([]);
    const { rows } = await reviewer.programs.listInvitations({ program: byNomination });
    expect(rows).toMatchObject([{ id: invitation, nominated: true, state: 'open' }]);
  });

  test('a person who has themselves erased is gone from both, and is not taken in again because others name them', async () => {
    const [found] = await house.rows<{ id: string }>(
      `select id from community.identities where folded = 'named-one@example.org'`,
    );
    const owner = await house.as('owner');
    const exported = JSON.stringify(await owner.community.exportPerson({ id: found?.id as string }));
    expect(exported).toContain('"nominatedName":"Named one"');
    expect(exported).not.toContain('They help one');
    const name = 'named-one@example.org';
    await owner.community.erasePerson({ id: found?.id as string, reason: 'They asked.', confirm: name });
    await house.work();
    const left = await house.rows(`select * from programs.invitations where program = '${byNomination}'`);
    expect(JSON.stringify(left)).not.toContain('named-one');
    expect(JSON.stringify(await nominations())).not.toContain('named-one');
    await stranger.programs.nominate({ ...nomination('one'), program: 'heroes' });
    expect((await nominations('open')).length).toBe(0);
  });

  test('what came to nothing is erased after the stated days', async () => {
    house.clock.advance({ hours: 24 * 366 });
    await keepRetention({
      house: house.house,
      signal: new AbortController().signal,
      transact: (_: string, act: never) => house.transact(act),
    } as never);
    const kept = JSON.stringify(await nominations());
    expect(kept).not.toContain('Named two');
    expect(kept).not.toContain('friend@example.org');
    const { rows } = await reviewer.programs.listInvitations({ program: byInvitation, state: 'withdrawn' });
    expect(rows).toMatchObject([{ name: null, address: null }]);
  });
});
