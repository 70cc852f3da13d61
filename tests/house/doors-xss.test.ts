import { describe, expect, test } from 'vitest';
import { operationsOf } from '#kernel/contract/router.ts';
import { cellsOf, isFormula } from '#tests/support/csv.ts';
import { FORMULA, MARK, MARKUP, writeEverywhere } from '#tests/support/hostile-words.ts';
import { testHouse } from '#tests/support/house.ts';
import { markupOf } from '#tests/support/markup.ts';
import { open } from '#tests/support/page.ts';
import { apply } from '#tests/support/program.ts';
import { modules } from '../../src/app/modules.ts';

/** Nobody listens there, so that what webhooks send fails at once. */
const house = await testHouse({ allowPrivateHosts: 'localhost:9' });
const { owner, token, program, keys, draft, others } = await writeEverywhere(house);
const operations = operationsOf(house.house);

const decoded = (words: readonly string[]) => words.join('\n');

describe('pages for people outside', () => {
  const routes = modules.flatMap((module) => module.publicRoutes ?? []).filter(({ method }) => method === 'GET');
  /** What is no page, or is read below. */
  const ELSEWHERE = /^\/(auth\/|backups\/|mail\/|programs\/)|\/(data\.json|preview|stop)$/;
  const keyFor = (path: string): string[] => {
    if (path.startsWith('/a/confirm/') || path.startsWith('/a/address/')) return ['A'.repeat(43)];
    if (path.startsWith('/m/give/')) return [others.give];
    if (path.startsWith('/m/take/')) return [others.take];
    if (path.startsWith('/opinion/')) return [others.opinion];
    if (path.startsWith('/m/')) return keys.slice(0, 1);
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
    const ofProgram = ['Coupons', 'Members', 'References', 'Invitations', 'Nominations', 'Satisfaction', 'Figures'];
    if (ofProgram.some((what) => name === `programs.export${what}`)) return { program };
    if (name === 'programs.exportPolicyPreview') return { id: others.preview };
    if (name === 'programs.exportMovingRows') return { id: others.moving };
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
