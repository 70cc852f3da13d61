import { describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { figures } from '../figures/index.ts';
import { keepRetention } from './keep-retention.ts';

const house = await testHouse();
const program = await openProgram(house, { automatic: false, undoMinutes: 10, requirements: requiring(LOCAL_CHECKS) });
const manager = await house.as('manager');
const reviewer = await house.as('reviewer');
const { stranger } = house;
await manager.programs.addCoupons({ program, sku: 'OSS-SAAS-1Y', name: 'first', csv: 'CODE-0001\n' });

const NAME = 'Ada Quillfeather';
const ADDRESS = 'ada@quillfeather.example';
const PERSONAL = /.{0,60}(quillfeather|new zealand|marbles in her|secret plan|licence was|known to us).{0,20}/gi;

async function applied(n: string, change: Record<string, unknown> = {}): Promise<Applied & { key: string }> {
  const a = await apply(house, n, change);
  const key = await confirm(house, a);
  await house.work();
  return { ...a, key };
}
const ofAda = (n: string) =>
  applied(n, { address: ADDRESS, applicantName: NAME, purpose: 'Marbles in her garden.', country: 'NZ' });
const settle = async () => {
  house.clock.advance({ minutes: 11 });
  await house.work();
};
/** Every place in the rows of every table that holds a word of a person. */
async function held(): Promise<string[]> {
  const tables = await house.rows<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('programs', 'mail', 'ledger', 'work', 'community') and table_type = 'BASE TABLE'`,
  );
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const [row] = await house.rows<{ text: string | null }>(`select jsonb_agg(t)::text as text from ${name} t`);
      return [...(row?.text ?? '').matchAll(PERSONAL)].map((hit) => `${name}: ${hit[0]}`);
    }),
  );
  return found.flat();
}
const stageOf = async (id: string) => (await manager.programs.getApplication({ id })).stage;
const outcome = ({ name, state, finishedAt }: { name: string; state: string; finishedAt: string | null }) => ({
  name,
  state,
  finishedAt,
});
const numbers = async () =>
  Promise.all(
    figures
      .filter((figure) => figure.id !== 'programs.applications-by-stage')
      .map((figure) => manager.figures.read({ figure: figure.id })),
  );

describe('a person of four applications and a draft', async () => {
  const member = await ofAda('member');
  await reviewer.programs.approveApplication({ id: member.id, words: 'Ada is known to us.' });
  await settle();
  const { agreement } = await stranger.programs.application({ key: member.key });
  await stranger.programs.acceptAgreement({ key: member.key, version: agreement?.version as string, signedName: NAME });
  await house.work();
  await manager.programs.confirmBooking({ id: member.id, reference: 'SHOP-1' });
  const refused = await ofAda('refused');
  await reviewer.programs.refuseApplication({
    id: refused.id,
    reason: 'other',
    words: 'Dear Ada, the licence was none.',
  });
  await settle();
  const asked = await ofAda('asked');
  await reviewer.programs.askApplicant({ id: asked.id, words: 'Dear Ada Quillfeather, which one?' });
  await stranger.programs.answerQuestion({ key: asked.key, body: 'My secret plan.' });
  await manager.work.addNote({ about: { kind: 'application', id: asked.id }, body: 'Ada Quillfeather rang.' });
  const pending = await ofAda('pending');
  await reviewer.programs.refuseApplication({ id: pending.id, reason: 'other', words: 'Not told yet, Quillfeather.' });
  const bob = await applied('bob');
  const draft = await stranger.programs.saveDraft({
    program: 'open-source',
    answers: { address: 'ADA@quillfeather.example' },
  });
  const mailed = await stranger.programs.saveDraft({ program: 'open-source', answers: { project: 'Secret plan' } });
  await stranger.programs.mailDraftLink({ key: mailed.key, address: ADDRESS });
  const bobs = await stranger.programs.saveDraft({ program: 'open-source', answers: { address: bob.address } });
  const { identity } = await manager.programs.getApplication({ id: member.id });

  test('the export tells everything that is held of them, and nothing that is not theirs or not told', async () => {
    const { data } = await manager.community.exportPerson({ id: identity });
    expect(data.programs).toMatchObject({
      applications: [
        { project: 'Project pending', stage: 'review', decision: null },
        {
          project: 'Project asked',
          answers: { purpose: 'Marbles in her garden.' },
          messages: [{ from: 'team' }, { from: 'applicant', body: 'My secret plan.' }],
          consents: [{ purpose: 'privacy-notice' }],
        },
        { project: 'Project refused', decision: { verdict: 'refused', reason: 'other' } },
        {
          project: 'Project member',
          name: NAME,
          address: ADDRESS,
          statements: [{ code: 'not-seeking-profit' }, { code: 'may-act' }],
          decision: { verdict: 'approved' },
          agreement: { signedName: NAME },
          membership: [{ coupon: 'CODE-0001', booking: 'SHOP-1' }],
        },
      ],
      drafts: [{ address: ADDRESS }, { answers: { address: 'ADA@quillfeather.example' } }],
    });
    const mails = data.mail as { template: string; to: string; text: string | null }[];
    expect(mails.length).toBe((await house.mailbox(ADDRESS)).length);
    expect(new Set(mails.map((mail) => mail.to))).toEqual(new Set([ADDRESS]));
    const text = JSON.stringify(data);
    expect(text).not.toMatch(/Not told yet|applicant-bob/);
    for (const key of [member.key, asked.key, mailed.key]) expect(text).not.toContain(key);
  });

  test('after the erasure no table holds a word of theirs; decisions, members and figures are as before', async () => {
    const decided = await numbers();
    const rows = async () => house.rows<{ n: number }>(`select count(*)::int n from mail.messages`);
    const mails = await rows();
    const basis = (await manager.programs.getApplication({ id: refused.id })).decision?.evidence;
    expect(basis?.checks.map(({ name }) => name).sort()).toEqual([...LOCAL_CHECKS].sort());
    expect(await held()).not.toEqual([]);
    await manager.community.erasePerson({ id: identity, reason: 'asked for it', confirm: NAME });
    await house.work();
    expect(await held()).toEqual([]);

    expect(await stageOf(member.id)).toBe('active');
    expect(await stageOf(refused.id)).toBe('refused');
    expect(await stageOf(asked.id)).toBe('withdrawn');
    expect(await stageOf(pending.id)).toBe('withdrawn');
    const shown = await manager.programs.getApplication({ id: refused.id });
    // What it rested on can still be told: every check with its outcome, source and time, and what was signed.
    expect(shown.decision?.evidence.checks.map(outcome)).toEqual(basis?.checks.map(outcome));
    const country = shown.decision?.evidence.checks.find(({ name }) => name === 'country-allowed');
    expect(country).toMatchObject({
      words: 'The policy does not exclude (erased).',
      evidence: [{ subject: '(erased)', finding: 'good', at: expect.any(String) }],
    });
    expect(shown.decision?.evidence.statements.map(({ code }) => code)).toEqual(['not-seeking-profit', 'may-act']);
    expect(shown.decision).toMatchObject({ verdict: 'refused', reason: { code: 'other' }, words: '(erased)' });
    expect(shown.erasedAt).not.toBeNull();
    // The refusal that was not told had not taken effect; it is the only number that goes.
    const after = await numbers();
    for (const [index, before] of decided.entries()) {
      const now = after[index];
      const counted =
        before.figure.grain === 'a decision' && before.of > 0 && !before.figure.id.startsWith('programs.approvals-by-');
      expect(now?.of, before.figure.id).toBe(counted ? before.of - 1 : before.of);
    }
    expect(await rows()).toEqual(mails);

    for (const { key } of [member, refused, asked, pending])
      await expect(stranger.programs.application({ key })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const { key } of [draft, mailed])
      await expect(stranger.programs.draft({ key })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await stranger.programs.draft({ key: bobs.key })).answers).toEqual({ address: bob.address });
    expect(await stranger.programs.application({ key: bob.key })).toMatchObject({ applicantName: 'Applicant bob' });
  });

  test('nothing is mailed to them any more, whatever happens next', async () => {
    const before = (await house.mailbox()).length;
    house.clock.advance({ hours: 48 });
    await house.work();
    await expect(reviewer.programs.writeToApplicant({ id: asked.id, body: 'Hello?' })).rejects.toMatchObject({
      data: { rule: 'application.erased' },
    });
    await expect(reviewer.programs.askApplicant({ id: asked.id, words: 'Hello?' })).rejects.toMatchObject({
      data: { rule: 'application.withdrawn' },
    });
    expect((await house.mailbox()).length).toBe(before);
  });
});

test('retention ends as erasure does, with the draft it was sent from', async () => {
  const { key: draft } = await stranger.programs.saveDraft({
    program: 'open-source',
    answers: { project: 'Secret plan' },
  });
  const a = await applied('kept', { draft, applicantName: NAME });
  await stranger.programs.withdrawApplication({ key: a.key });
  expect(await held()).not.toEqual([]);
  house.clock.advance({ hours: 24 * 364 });
  const run = {
    transact: (_: string, act: never) => house.transact(act),
    signal: new AbortController().signal,
  } as never;
  await keepRetention(run);
  expect((await manager.programs.getApplication({ id: a.id })).erasedAt).toBeNull();
  house.clock.advance({ hours: 24 });
  await keepRetention(run);
  expect((await manager.programs.getApplication({ id: a.id })).erasedAt).not.toBeNull();
  // The identity is community's, and stays until the person asks.
  expect((await held()).filter((place) => !place.startsWith('community.'))).toEqual([]);
});
