import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#kernel/context.ts';
import type { Run } from '#kernel/jobs/job.ts';
import { testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, openProgram } from '#tests/support/program.ts';
import { personalData } from '../personal-data.ts';
import { openSourcePreset } from '../presets/open-source.ts';
import { purgeOldDocuments } from './documents.ts';
import { eraseApplication } from './erase-application.ts';

const house = await testHouse();
await openProgram(house, {
  automatic: false,
  undoMinutes: 0,
  requirements: [
    ...openSourcePreset.policy.requirements.filter(({ check }) => check === 'mail-confirmed'),
    {
      check: 'document',
      words: 'A document shows that you work there.',
      with: { shows: 'A staff card.', attempts: 2, daysValid: 60, purgeDays: 30, mostMegabytes: 4 },
    },
  ],
});
const reviewer = await house.as('reviewer');
const { token } = reviewer;
const TODAY = '2026-03-10';
const PDF = Buffer.from('%PDF-1.7\nAda Lovelace works here\n%%EOF');
const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(400_000, 7)]);

const run = {
  signal: new AbortController().signal,
  transact: (_name: string, act: (c: Context) => Promise<unknown>) => house.transact(act),
} as unknown as Run;

type Status = Awaited<ReturnType<typeof house.stranger.programs.application>>;
const statusOf = (key: string): Promise<Status> => house.stranger.programs.application({ key });
const tasksOf = async (key: string) => (await house.stranger.programs.applicationTasks({ key })).document;

async function send(key: string, bytes: Uint8Array<ArrayBuffer>, name = 'card.pdf', datedOn = TODAY) {
  const form = new FormData();
  form.set('idempotencyKey', crypto.randomUUID());
  form.set('document', new File([bytes], name));
  form.set('datedOn', datedOn);
  // As a browser sends it: in one piece, with its length.
  const sent = new Response(form);
  const body = Buffer.from(await sent.arrayBuffer());
  const headers = { 'content-type': sent.headers.get('content-type') ?? '', 'content-length': String(body.length) };
  const answer = await house.request(`/a/${key}/document`, { method: 'POST', body, headers });
  const html = await answer.text();
  await house.work();
  return { status: answer.status, location: answer.headers.get('location'), html };
}
async function applied(n: string) {
  const one = await apply(house, n);
  const key = await confirm(house, one);
  await house.work();
  return { ...one, key };
}
const judge = async (one: Applied, verdict: 'accepted' | 'rejected', more: Record<string, string> = {}) => {
  const { documents } = await reviewer.programs.listDocuments({ id: one.id });
  const document = documents.at(-1)?.id ?? '';
  await reviewer.programs.judgeDocument({ id: one.id, document, verdict, ...more });
  await house.work();
};
const fetchFile = (path: string, as = token) => house.request(path, { headers: { authorization: `Bearer ${as}` } });

describe('a document without JavaScript', () => {
  let one: Applied & { key: string };
  beforeAll(async () => {
    one = await applied('doc');
  });

  test('is asked for on the status page, and the application waits for the applicant', async () => {
    const status = await statusOf(one.key);
    expect([status.stage, status.waitingFor, status.clock.state]).toEqual(['proving', 'them', 'paused']);
    const html = await (await house.request(`/a/${one.key}`)).text();
    expect(html).toContain('Your turn: send a document');
    expect(html).toContain('A staff card.');
    expect(html).toMatch(/enctype="multipart\/form-data"/i);
  });

  test.each([
    ['a script', Buffer.from('<script>alert(1)</script>'), 'card.pdf', TODAY, 'Send a PDF, or a picture'],
    [
      'an archive that is called a picture',
      Buffer.from('PK\x03\x04 card'),
      'card.png',
      TODAY,
      'Send a PDF, or a picture',
    ],
    [
      'too large',
      Buffer.concat([PDF, Buffer.alloc(4.5 * 1024 * 1024)]),
      'card.pdf',
      TODAY,
      'The file is larger than 4 MB.',
    ],
    ['too old', PDF, 'card.pdf', '2025-12-01', 'The document is older than the 60 days that count.'],
    ['of tomorrow week', PDF, 'card.pdf', '2026-03-17', 'The date of the document lies in the future.'],
    ['undated', PDF, 'card.pdf', '', 'Give the date that stands on the document.'],
  ])('%s is refused beside the entry, and costs no try', async (_, bytes, name, datedOn, words) => {
    const answer = await send(one.key, bytes, name, datedOn);
    expect([answer.status, answer.html.includes(words)]).toEqual([400, true]);
    expect((await tasksOf(one.key))?.attemptsLeft).toBe(2);
  });

  test('is sealed, waits for a person, and no other can be sent meanwhile', async () => {
    expect((await send(one.key, PDF, '../ada "x".exe')).location).toBe(
      `/a/${one.key}?done=document-sent#document-section`,
    );
    const status = await statusOf(one.key);
    expect([status.stage, status.checks.find(({ name }) => name === 'document')?.state]).toEqual(['review', 'unsure']);
    const [kept] = await house.rows<{ sealed: Buffer; name: string }>(
      'select b.sealed, d.name from programs.document_bytes b join programs.documents d on d.id = b.document',
    );
    expect(kept?.sealed.includes('Ada')).toBe(false);
    expect(kept?.name).toMatch(/^[^/"]*\.pdf$/);
    expect((await send(one.key, PDF)).status).toBe(409);
  });

  test('is handed to reviewers to be saved, never to others, and that is recorded', async () => {
    const { documents } = await reviewer.programs.listDocuments({ id: one.id });
    const path = `/programs/applications/${one.id}/documents/${documents[0]?.id}/file`;
    const answer = await fetchFile(`${path}?show=yes`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(PDF)).toBe(true);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await house.request(path)).status).not.toBe(200);
    const analyst = await house.as('analyst');
    expect((await fetchFile(path, analyst.token)).status).toBe(403);
    const other = await applied('other');
    expect((await fetchFile(path.replace(one.id, other.id))).status).toBe(404);
    const opened = await house.rows(`select 1 from ledger.facts where kind = 'application.document-opened'`);
    expect(opened).toHaveLength(1);
  });

  test('rejected with words, it gives the words and the next try; a picture is shown in a sandbox', async () => {
    const { documents } = await reviewer.programs.listDocuments({ id: one.id });
    const document = documents[0]?.id ?? '';
    await expect(reviewer.programs.judgeDocument({ id: one.id, document, verdict: 'rejected' })).rejects.toMatchObject({
      code: 'INVALID',
    });
    await judge(one, 'rejected', { words: 'The name cannot be read.' });
    expect((await statusOf(one.key)).stage).toBe('proving');
    const html = await (await house.request(`/a/${one.key}`)).text();
    expect(html).toContain('The name cannot be read.');
    expect(html).toContain('1 try is left.');
    expect((await house.mailbox(one.address)).at(-1)?.text).toContain('The name cannot be read.');
    await expect(reviewer.programs.judgeDocument({ id: one.id, document, verdict: 'accepted' })).rejects.toMatchObject({
      data: { rule: 'document.judged' },
    });

    expect((await send(one.key, PNG, 'card.png')).status).toBe(303);
    const second = (await reviewer.programs.listDocuments({ id: one.id })).documents[1]?.id;
    const shown = await fetchFile(`/programs/applications/${one.id}/documents/${second}/file?show=yes`);
    expect(Buffer.from(await shown.arrayBuffer()).equals(PNG)).toBe(true);
    expect([shown.headers.get('content-disposition'), shown.headers.get('content-type')]).toEqual([
      'inline',
      'image/png',
    ]);
    expect(shown.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none';/);
  });

  test('accepted as of the date that a person read on it, it passes; one that is too old by it cannot be', async () => {
    await expect(judge(one, 'accepted', { datedOn: '2025-12-01' })).rejects.toMatchObject({ code: 'INVALID' });
    await judge(one, 'accepted', { datedOn: '2026-03-01' });
    const check = (await statusOf(one.key)).checks.find(({ name }) => name === 'document');
    expect(check).toMatchObject({
      state: 'passed',
      evidence: [{ words: 'Try 2 was accepted. It is dated 2026-03-01, 9 days before it was sent.' }],
    });
    const exported = await house.transact(async (c) => personalData[0]?.forIdentities(c, await identities(one), []));
    expect(JSON.stringify(exported)).toContain('"documents": ['.replace(' ', ''));
    expect(JSON.stringify(exported)).toContain('2026-03-01');
  });

  test('the days after the decision over, the files are gone and the rows say so', async () => {
    await reviewer.programs.refuseApplication({ id: one.id, reason: 'other', words: 'No.' });
    await house.work();
    house.clock.advance({ hours: 24 * 29 });
    await purgeOldDocuments(run);
    expect(await left()).toBeGreaterThan(0);
    house.clock.advance({ hours: 24 * 3 });
    await purgeOldDocuments(run);
    await purgeOldDocuments(run);
    expect(await house.rows(`select 1 from ledger.facts where kind = 'application.document-purged'`)).toHaveLength(2);
    expect(await left()).toBe(0);
    const { documents } = await reviewer.programs.listDocuments({ id: one.id });
    expect(documents.map(({ name, purgedAt }) => [name, purgedAt !== null])).toEqual([
      ['(erased)', true],
      ['(erased)', true],
    ]);
    const path = `/programs/applications/${one.id}/documents/${documents[0]?.id}/file`;
    expect((await fetchFile(path)).status).toBe(404);
  });
});

test('after the last rejection the check fails; erasure empties what was sent', async () => {
  const one = await applied('last');
  const now = house.clock.now().toString().slice(0, 10);
  for (const words of ['Blurred.', 'Still blurred.']) {
    expect((await send(one.key, PDF, 'card.pdf', now)).status).toBe(303);
    await judge(one, 'rejected', { words });
  }
  const status = await statusOf(one.key);
  expect([status.stage, status.checks.find(({ name }) => name === 'document')?.state]).toEqual(['review', 'failed']);
  expect((await send(one.key, PDF, 'card.pdf', now)).status).toBe(409);
  await house.transact((c) => eraseApplication(c, one.id));
  expect(await left()).toBe(0);
  const rows = await house.rows(
    `select 1 from programs.documents where application = '${one.id}' and (name <> '(erased)' or words not in ('', '(erased)'))`,
  );
  expect(rows).toEqual([]);
});

test('who holds no open link gives the house no more to read than anybody', async () => {
  const big = Buffer.concat([PDF, Buffer.alloc(3 * 1024 * 1024)]);
  const answer = await send('x'.repeat(43), big);
  expect(answer.status).toBe(400);
});

const left = async () => (await house.rows('select 1 from programs.document_bytes')).length;
const identities = async (one: Applied): Promise<string[]> =>
  (await house.rows<{ identity: string }>(`select identity from programs.applications where id = '${one.id}'`)).map(
    ({ identity }) => identity,
  );
