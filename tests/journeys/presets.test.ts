import { beforeAll, describe, expect, test } from 'vitest';
import { linkIn, type TestHouse, testHouse } from '#tests/support/house.ts';
import { confirm, openProgram } from '#tests/support/program.ts';
import { PRESETS } from '../../src/modules/programs/presets/index.ts';

// Ahead of the database's clock, so that jobs are woken by the house's alone. A Tuesday.
const house: TestHouse = await testHouse({ now: '2056-03-07T09:00:00Z' });
const owner = await house.as('owner');
const colleague = await house.as('program-manager');
const programs = new Map<string, string>();

beforeAll(async () => {
  await openProgram(house);
  for (const { code, name, prefix } of PRESETS.filter((preset) => preset.code !== 'open-source')) {
    const { id } = await owner.programs.makeProgram({ name, slug: code, prefix, from: { preset: code } });
    await owner.programs.openProgram({ program: id });
    programs.set(code, id);
  }
});

const programOf = (code: string) => programs.get(code) as string;

type Answers = Record<string, string | string[]>;
type Sent = { id: string; key: string; address: string };

/** Applies with what the form of the preset asks for, confirms the address, and lets the checks run. */
async function applied(
  code: string,
  given: { name: string; address: string; project?: string; hosting?: 'saas' | 'self-managed'; country?: string },
  answers: Answers,
  more: Record<string, unknown> = {},
): Promise<Sent> {
  const { policy } = await owner.programs.getProgram({ program: programOf(code) });
  const { name, country = 'DE', ...rest } = given;
  const { number } = await house.stranger.programs.submitApplication({
    program: code,
    applicantName: name,
    country,
    ...rest,
    purpose: 'What it is for, in a few words.',
    answers,
    statements: policy.statements.map((statement) => statement.code),
    acceptsPrivacy: true,
    ...more,
  });
  const [row] = await house.rows<{ id: string }>(
    `select id from programs.applications where number = ${Number(number.split('-')[1])}`,
  );
  const id = row?.id as string;
  const key = await confirm(house, { id, number, address: given.address });
  await house.work();
  return { id, key, address: given.address };
}

const statusOf = ({ key }: Sent) => house.stranger.programs.application({ key });
const shown = ({ id }: Sent) => owner.programs.getApplication({ id });

async function accept({ key }: Sent): Promise<void> {
  const { agreement } = await house.stranger.programs.application({ key });
  await house.stranger.programs.acceptAgreement({ key, version: agreement?.version as string, signedName: 'Signed' });
  await house.work();
}

/** The time to undo passes, and the decision takes effect. */
async function later(): Promise<void> {
  house.clock.advance({ minutes: 11 });
  await house.work();
}

async function stock(code: string, sku: string, count = 3): Promise<void> {
  const csv = Array.from({ length: count }, (_, n) => `${sku}-${n}-XYZ`).join('\n');
  await owner.programs.addCoupons({ program: programOf(code), sku, name: 'First', csv });
  await house.work();
}

describe('education', () => {
  const teacher = {
    name: 'Grace Example',
    address: 'grace@stanford.edu',
    project: 'Stanford University',
    hosting: 'saas' as const,
    country: 'US',
  };
  const right: Answers = {
    'job-title': 'Lecturer',
    website: 'https://www.stanford.edu',
    level: 'university',
    accredited: 'yes',
    'non-profit': 'yes',
    use: ['teaching'],
    youngest: '18',
    seats: '300',
  };

  test('a teacher at a known university is approved by the rule, without anybody of the team', async () => {
    await stock('education', 'EDU-SAAS-1Y');
    const sent = await applied('education', teacher, right);
    expect((await statusOf(sent)).decision).toMatchObject({ verdict: 'approved', byRule: true, settled: true });
    await accept(sent);
    expect((await statusOf(sent)).coupon?.code).toBe('EDU-SAAS-1Y-0-XYZ');
  });

  test('whose answers fall short is left to a person, who sees which', async () => {
    const sent = await applied(
      'education',
      { ...teacher, address: 'other@stanford.edu', project: 'The Academy' },
      {
        ...right,
        use: ['teaching', 'administration'],
      },
    );
    const told = await shown(sent);
    expect(told.stage).toBe('review');
    expect(told.checkList.find(({ name }) => name === 'answers-meet')).toMatchObject({ state: 'failed' });
    await owner.programs.refuseApplication({ id: sent.id, reason: 'own-operation', words: 'Teaching only.' });
    await later();
    expect((await statusOf(sent)).decision?.reason?.code).toBe('own-operation');
  });
});

describe('contributor', () => {
  test('a person applies for themselves, without a project, and becomes a member with a coupon', async () => {
    await stock('contributor', 'CON-SAAS-1Y');
    const sent = await applied(
      'contributor',
      { name: 'Ada Example', address: 'ada@example.org', hosting: 'saas' },
      { handle: 'ada', merged: '12', areas: ['code', 'help'] },
    );
    const told = await shown(sent);
    expect(told).toMatchObject({ project: 'Ada Example', namespace: null, organisation: null, stage: 'review' });
    expect(told.answers.map(({ value }) => value)).toEqual(['ada', '12', 'Code, Help for others']);
    await owner.programs.approveApplication({ id: sent.id });
    await later();
    await accept(sent);
    expect((await statusOf(sent)).coupon?.code).toBe('CON-SAAS-1Y-0-XYZ');
    await owner.programs.bookingWebhook({
      program: programOf('contributor'),
      code: 'CON-SAAS-1Y-0-XYZ',
      reference: 'booked-ada',
    });
    const { rows } = await owner.programs.listMembers({ program: programOf('contributor') });
    expect(rows).toMatchObject([{ name: 'Ada Example', state: 'active' }]);
  });

  test('too few merged changes are seen, and a person may still look', async () => {
    const sent = await applied(
      'contributor',
      { name: 'New Example', address: 'new@example.org', hosting: 'saas' },
      { handle: 'new', merged: '1', areas: ['code'] },
    );
    expect((await shown(sent)).checkList.find(({ name }) => name === 'answers-meet')).toMatchObject({
      state: 'failed',
    });
  });
});

describe('consortium', () => {
  test('nothing is delivered: the membership begins with the agreement', async () => {
    const sent = await applied(
      'consortium',
      { name: 'Lin Example', address: 'lin@foundation.example', project: 'Example Foundation' },
      {
        website: 'https://foundation.example',
        level: 'member',
        cost: '25 000',
        others: 'Two dozen companies.',
      },
    );
    expect((await shown(sent)).hosting).toBeNull();
    await owner.programs.approveApplication({ id: sent.id });
    await later();
    await accept(sent);
    expect(await shown(sent)).toMatchObject({ stage: 'active', coupon: null });
    const { rows } = await owner.programs.listMembers({ program: programOf('consortium') });
    expect(rows).toMatchObject([{ name: 'Example Foundation', state: 'active' }]);
  });
});

describe('startups', () => {
  test('what was raised decides the tier; two people agree; the coupon is that of the tier', async () => {
    await stock('startups', 'STA-SAAS-1Y-50');
    const sent = await applied(
      'startups',
      {
        name: 'Kim Example',
        address: 'kim@young-company.example',
        project: 'Young Company',
        hosting: 'saas',
      },
      {
        website: 'https://young-company.example',
        'funding-stage': 'series-a',
        'funding-amount': '12,000,000',
        'funding-proof': 'https://www.crunchbase.com/organization/young-company',
        seats: '15',
        support: 'no',
        'billing-address': 'Street 1, Berlin',
      },
    );
    await owner.programs.proposeDecision({ id: sent.id, verdict: 'approved', words: 'Welcome.', tier: 'early-1' });
    await expect(owner.programs.answerProposal({ id: sent.id, agrees: true, words: 'Yes.' })).rejects.toMatchObject({
      code: 'REFUSED',
    });
    await colleague.programs.answerProposal({ id: sent.id, agrees: true, words: 'Seen.' });
    await later();
    await accept(sent);
    expect((await statusOf(sent)).coupon?.code).toBe('STA-SAAS-1Y-50-0-XYZ');
  });
});

describe('open source partners', () => {
  test('only who was invited can apply; two people agree; the quote is confirmed by hand, for three years', async () => {
    const program = programOf('open-source-partners');
    const partner = { name: 'Pat Example', address: 'pat@large-project.example', project: 'Large Project' };
    const answers = { members: '4000', seats: '900', plans: 'A conference together.' };
    const more = { hosting: 'self-managed', namespaceUrl: 'https://gitlab.com/large-project' };
    await expect(applied('open-source-partners', partner, answers, more)).rejects.toMatchObject({
      data: { rule: 'program.by-invitation' },
    });
    await owner.programs.invite({ program, name: partner.name, address: partner.address, words: 'Join us.' });
    await house.work();
    const mail = (await house.mailbox(partner.address)).at(-1);
    const invitation = /invitation=([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '')?.[1] as string;
    const sent = await applied('open-source-partners', partner, answers, { ...more, invitation });
    await expect(
      applied('open-source-partners', { ...partner, address: 'two@large-project.example' }, answers, {
        ...more,
        invitation,
      }),
    ).rejects.toMatchObject({ code: 'REFUSED' });
    await owner.programs.proposeDecision({ id: sent.id, verdict: 'approved', words: 'Welcome.' });
    await colleague.programs.answerProposal({ id: sent.id, agrees: true, words: 'Gladly.' });
    await later();
    await accept(sent);
    await owner.programs.confirmBooking({ id: sent.id, reference: 'Q-2056-1' });
    expect((await shown(sent)).stage).toBe('active');
    const { membership } = await statusOf(sent);
    expect(membership?.endsAt.slice(0, 7)).toBe('2059-03');
  });
});

describe('heroes', () => {
  test('somebody is nominated, invited, and begins on the level that a person chose, without a licence', async () => {
    const program = programOf('heroes');
    await house.stranger.programs.nominate({
      program: 'heroes',
      nomineeName: 'Sam Example',
      nomineeAddress: 'sam@meetups.example',
      nominatorName: 'Max Example',
      nominatorAddress: 'max@example.org',
      words: 'Runs the meetup in our town, every month.',
    });
    expect(await house.mailbox('sam@meetups.example')).toEqual([]);
    const { rows } = await owner.programs.listNominations({ program });
    await owner.programs.acceptNomination({ id: rows[0]?.id as string });
    await house.work();
    const mail = (await house.mailbox('sam@meetups.example')).at(-1);
    expect(linkIn(mail?.text ?? '', '/apply/heroes/form')).toContain('invitation=');
    const invitation = /invitation=([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '')?.[1] as string;
    const sent = await applied(
      'heroes',
      { name: 'Sam Example', address: 'sam@meetups.example', hosting: 'saas' },
      { place: 'Lyon', acts: ['meetups', 'talks'], log: '2056-01-12 Meetup, https://meetups.example/12' },
      { invitation },
    );
    await owner.programs.approveApplication({ id: sent.id, tier: 'contributor' });
    await later();
    await accept(sent);
    expect(await shown(sent)).toMatchObject({ stage: 'active', coupon: null });
    const [member] = (await owner.programs.listMembers({ program })).rows;
    expect(member).toMatchObject({ name: 'Sam Example', state: 'active' });
    expect((await statusOf(sent)).membership?.endsAt.slice(0, 7)).toBe('2056-09');
  });
});
