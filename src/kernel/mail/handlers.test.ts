import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { kernelHouse } from '#tests/support/kernel-house.ts';
import { mailServer } from '#tests/support/mail-server.ts';
import { keyMail, noteMail, testTemplates } from '#tests/support/mail-templates.ts';
import type { Actor } from '../context.ts';
import { workUntilIdle } from '../jobs/worker.ts';
import { mailHandlers } from './handlers.ts';
import { mailModule } from './index.ts';
import { type NewMail, queueMail } from './queue.ts';
import { attemptMail } from './send.ts';
import { mailFrame } from './view.ts';

const house = await kernelHouse([mailModule, testTemplates]);
const server = await mailServer();
const guarded = await mailServer({
  authOptional: false,
  onAuth: (auth, _session, done) => done(auth.password === 'right' ? null : new Error('no'), { user: 'guild' }),
});
const SMTP = {
  host: '127.0.0.1',
  port: server.port,
  security: 'none',
  user: null,
  fromAddress: 'guild@example.org',
  fromName: 'Guild',
  replyTo: null,
} as const;

const [HERE, THERE] = ['01990000-0000-7000-8000-000000000001', '01990000-0000-7000-8000-000000000002'];
const account = (permissions: string[], program: string | null): Actor => ({
  ...{ kind: 'account', id: '01990000-0000-7000-8000-0000000000aa', name: 'Rita', via: 'session' },
  grants: [{ role: 'test', permissions, program }],
});
const owner = account(['mail.read', 'mail.send', 'mail.settings'], null);
const reviewer = account(['mail.read'], HERE);

const queue = (more: Partial<NewMail<typeof noteMail>> = {}) =>
  house.act((c) =>
    queueMail(c, noteMail, {
      to: { address: 'ada@example.org', name: 'Ada' },
      data: { thing: 'Ferry' },
      about: { kind: 'test', id: '1' },
      ...more,
    }),
  );
const queueKey = () =>
  house.act((c) =>
    queueMail(c, keyMail, {
      to: { address: 'ada@example.org' },
      data: { key: 'k3y' },
      about: { kind: 'test', id: '1' },
      program: HERE,
    }),
  );
const page = { limit: 50 };

beforeEach(async () => {
  server.taken.length = 0;
  server.faults = [];
  await sql`delete from mail.messages`.execute(house.database.kysely);
  await sql`delete from house.settings where key like 'mail.%'`.execute(house.database.kysely);
  await sql`delete from house.secrets`.execute(house.database.kysely);
});

describe('the local outbox', () => {
  test('holds mails while no server is set up, and shows each as its receiver would see it', async () => {
    const id = await queue();
    await workUntilIdle(house);
    const shown = await house.act((c) => mailHandlers.message(c, { id }), owner);
    expect(shown).toMatchObject({
      state: 'held',
      from: null,
      hidden: null,
      to: { address: 'ada@example.org', name: 'Ada' },
      subject: 'A note about Ferry',
    });
    expect(shown.html).toContain('<b>Ferry</b>');
    expect(shown.text).toContain('Hello, this is about Ferry.');
    const { eml } = await house.act((c) => mailHandlers.source(c, { id }), owner);
    expect(eml).toMatch(/^To: Ada <ada@example.org>\r$/m);
    expect(eml).toMatch(/multipart\/alternative/);
  });

  test('lets them go only when told, and only as many as were seen', async () => {
    const ids = [await queue(), await queue(), await queue({ notBefore: house.clock.now().add({ hours: 5 }) })];
    const expected = ids.length;
    await expect(house.act((c) => mailHandlers.sendHeld(c, { expected }), owner)).rejects.toMatchObject({
      data: { rule: 'mail.no-server' },
    });
    expect(await house.act((c) => mailHandlers.changeSettings(c, SMTP), owner)).toEqual({ tried: 0, held: 3 });
    await workUntilIdle(house);
    expect(server.taken).toHaveLength(0);
    await expect(house.act((c) => mailHandlers.sendHeld(c, { expected: 2 }), owner)).rejects.toMatchObject({
      data: { rule: 'mail.other-count', held: 3 },
    });
    expect(await house.act((c) => mailHandlers.sendHeld(c, { expected }), owner)).toEqual({ queued: 3 });
    await workUntilIdle(house);
    expect(server.taken).toHaveLength(2);
    expect(await house.act((c) => mailHandlers.settings(c, {}), owner)).toMatchObject({
      smtp: { host: '127.0.0.1', hasPassword: false },
      counts: { held: 0, sent: 2, queued: 1 },
    });
    expect(await house.act((c) => mailHandlers.clearSettings(c, {}), owner)).toEqual({ held: 1 });
  });
});

describe('the list', () => {
  test('pages from new to old without gap or repeat, and filters', async () => {
    const ids: string[] = [];
    for (let nr = 0; nr < 7; nr++)
      ids.push(await queue({ about: { kind: 'test', id: String(nr % 2) }, program: nr < 3 ? HERE : THERE }));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const got = await house.act((c) => mailHandlers.messages(c, { limit: 3, ...(after && { after }) }), owner);
      seen.push(...got.rows.map((row) => row.id));
      after = got.next ?? undefined;
    } while (after);
    expect(seen).toEqual(ids.toReversed());
    const filtered = (more: object) =>
      house.act((c) => mailHandlers.messages(c, { ...page, ...more }), owner).then((got) => got.rows.length);
    expect(await filtered({ aboutKind: 'test', aboutId: '1' })).toBe(3);
    expect(await filtered({ state: 'sent' })).toBe(0);
    expect(await filtered({ template: 'tests.note', address: 'ADA@example.org' })).toBe(7);
    await expect(
      house.act((c) => mailHandlers.messages(c, { ...page, after: 'bm9uc2Vuc2U' }), owner),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  test('shows a viewer the mails of their own programs only', async () => {
    const mine = await queue({ program: HERE });
    await queue({ program: THERE });
    await queue();
    const got = await house.act((c) => mailHandlers.messages(c, page), reviewer);
    expect(got.rows.map((row) => row.id)).toEqual([mine]);
    expect((await house.act((c) => mailHandlers.messages(c, page), account(['other'], null))).rows).toEqual([]);
  });
});

describe('a mail that carries a key', () => {
  test('shows its body to nobody but those who manage the settings', async () => {
    const id = await queueKey();
    const seen = await house.act((c) => mailHandlers.message(c, { id }), reviewer);
    expect(seen).toMatchObject({ hidden: 'confidential', html: null, text: null });
    expect(JSON.stringify(seen)).not.toContain('k3y');
    await expect(house.act((c) => mailHandlers.source(c, { id }), reviewer)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await house.act((c) => mailHandlers.message(c, { id }), owner)).html).toContain('k3y');
  });

  test('has no body any more once somebody says that it arrived', async () => {
    await house.act((c) => mailHandlers.changeSettings(c, SMTP), owner);
    const id = await queueKey();
    server.faults = [{ at: 'drop-after-taking' }];
    await workUntilIdle(house);
    await house.act((c) => mailHandlers.settle(c, { id, as: 'sent' }), owner);
    expect(await house.act((c) => mailHandlers.message(c, { id }), owner)).toMatchObject({
      state: 'sent',
      hidden: 'removed',
      html: null,
    });
  });
});

describe('after trouble', () => {
  test('a failed mail is sent again on demand, a sent one is not', async () => {
    await house.act((c) => mailHandlers.changeSettings(c, SMTP), owner);
    server.faults = [{ at: 'to', code: 550, words: 'no such user' }];
    const id = await queue();
    await workUntilIdle(house);
    expect((await house.act((c) => mailHandlers.message(c, { id }), owner)).state).toBe('failed');
    await house.act((c) => mailHandlers.retry(c, { id, mayArriveTwice: false }), owner);
    await workUntilIdle(house);
    expect(server.taken).toHaveLength(1);
    await expect(house.act((c) => mailHandlers.retry(c, { id, mayArriveTwice: true }), owner)).rejects.toMatchObject({
      data: { rule: 'mail.not-failed' },
    });
  });

  test('an uncertain mail is sent again only by somebody who knows what that means', async () => {
    await house.act((c) => mailHandlers.changeSettings(c, SMTP), owner);
    server.faults = [{ at: 'drop-after-data' }];
    const id = await queue();
    await workUntilIdle(house);
    await expect(house.act((c) => mailHandlers.retry(c, { id, mayArriveTwice: false }), owner)).rejects.toMatchObject({
      data: { rule: 'mail.may-arrive-twice' },
    });
    await house.act((c) => mailHandlers.retry(c, { id, mayArriveTwice: true }), owner);
    await workUntilIdle(house);
    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]?.source).toContain(`<${id}@guildhall.test>`);
  });

  test('mails that waited for a working server are tried as soon as it is set right', async () => {
    const wrong = { ...SMTP, port: guarded.port, user: 'guild', password: 'wrong' };
    await house.act((c) => mailHandlers.changeSettings(c, wrong), owner);
    const id = await queue();
    await workUntilIdle(house);
    expect(await house.act((c) => mailHandlers.message(c, { id }), owner)).toMatchObject({
      state: 'queued',
      trouble: expect.stringMatching(/user and password/),
    });
    expect(await house.act((c) => mailHandlers.changeSettings(c, { ...wrong, password: 'right' }), owner)).toEqual({
      tried: 1,
      held: 0,
    });
    await workUntilIdle(house);
    expect((await house.act((c) => mailHandlers.message(c, { id }), owner)).state).toBe('sent');
  });
});

describe('settings', () => {
  const signed = { ...SMTP, user: 'guild', password: 'hush-hush' };

  test('keep the password sealed, never show it, and keep it only for the same server and user', async () => {
    await house.act((c) => mailHandlers.changeSettings(c, signed), owner);
    const { password: _, ...same } = signed;
    await house.act((c) => mailHandlers.changeSettings(c, { ...same, fromName: 'Other' }), owner);
    const shown = await house.act((c) => mailHandlers.settings(c, {}), owner);
    expect(shown.smtp).toMatchObject({ fromName: 'Other', hasPassword: true });
    const all = await sql<{
      t: string;
    }>`select (select string_agg(s::text, '') from house.settings s) || (select string_agg(encode(sealed, 'escape'), '') from house.secrets) as t`.execute(
      house.database.kysely,
    );
    expect(JSON.stringify(shown) + all.rows[0]?.t).not.toContain('hush');
    for (const other of [{ host: 'evil.example.org' }, { user: 'root' }]) {
      const attempt = { ...same, ...other };
      await expect(house.act((c) => mailHandlers.changeSettings(c, attempt), owner)).rejects.toMatchObject({
        code: 'invalid',
        data: { fields: [{ field: 'password' }] },
      });
      await expect(
        house.act((c) => mailHandlers.testSettings(c, { ...attempt, to: 'a@example.org' }), owner),
      ).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  test('are tried without being kept', async () => {
    const good = await house.act((c) => mailHandlers.testSettings(c, { ...SMTP, to: 'rita@example.org' }), owner);
    expect(good).toMatchObject({ ok: true });
    expect(server.taken[0]).toMatchObject({
      to: 'rita@example.org',
      source: expect.stringMatching(/^Subject: Mail from Guildhall works\r$/m),
    });
    const bad = await house.act(
      (c) =>
        mailHandlers.testSettings(c, {
          ...SMTP,
          port: guarded.port,
          user: 'guild',
          password: 'x',
          to: 'rita@example.org',
        }),
      owner,
    );
    expect(bad).toMatchObject({ ok: false, words: expect.stringMatching(/did not accept/) });
    expect((await house.act((c) => mailHandlers.settings(c, {}), owner)).smtp).toBeNull();
  });
});

describe('hostile addresses and headers', () => {
  test.each([
    { to: { address: 'ada@example.org\r\nBcc: x@example.org' } },
    { to: { address: 'ada@example.org>, <x@example.org' } },
    { replyTo: 'x\n@example.org' },
    { headers: { 'X-Note': 'a\r\nBcc: x@example.org' } },
    { headers: { 'X-Note\r\nBcc': 'x@example.org' } },
    { headers: { Bcc: 'x@example.org' } },
    { headers: { 'Message-ID': '<1@x>' } },
    { headers: { 'content-type': 'text/html' } },
  ])('%j is refused and nothing is queued', async (bad) => {
    await expect(queue(bad)).rejects.toThrow();
    expect((await house.act((c) => mailHandlers.messages(c, page), owner)).rows).toEqual([]);
  });

  test('a hostile name, thing and international address go out as one header line each, to one receiver', async () => {
    await house.act((c) => mailHandlers.changeSettings(c, SMTP), owner);
    const id = await queue({
      to: { address: 'ada@bücher.example', name: 'Ada"\r\nBcc: <x@example.org>, "\u202e' },
      data: { thing: 'Ferry\r\nX-Evil: 1\r\n\r\nbody <script>' },
      headers: { 'List-Unsubscribe': '<https://guild.example/out>' },
    });
    await attemptMail({ log: house.log, transact: (_name, act) => house.act(act) }, id);
    // The test server writes the domain back with its own letters.
    expect(server.taken.map((mail) => mail.to)).toEqual(['ada@bücher.example']);
    const head = server.taken[0]?.source.split('\r\n\r\n')[0] ?? '';
    expect(head.replace(/\r\n\s+/g, ' ')).toMatch(/^To: .*<ada@xn--bcher-kva\.example>$/m);
    expect(head).not.toMatch(/^(Bcc|X-Evil):/im);
    expect(head).toMatch(/^List-Unsubscribe: <https:\/\/guild.example\/out>/m);
    const shown = await house.act((c) => mailHandlers.message(c, { id }), owner);
    expect(shown.html).toContain('&#60;script&#62;');
    expect(shown.html).not.toMatch(/<script/i);
    expect(shown.to.name).toBe('Ada Bcc: x@example.org,');
  });
});

test('every template of the house can be previewed, and a frame runs nothing', async () => {
  const { templates } = await house.act((c) => mailHandlers.templates(c, {}), owner);
  expect(templates.map((each) => each.name).sort()).toEqual(['mail.stray', 'mail.test', 'tests.key', 'tests.note']);
  for (const { name } of templates) {
    const { html } = await house.act((c) => mailHandlers.preview(c, { name }), owner);
    const frame = mailFrame(html);
    const policy = frame.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/^sandbox /);
    expect(policy).not.toMatch(/allow-scripts|allow-same-origin|allow-forms|allow-top/);
    expect(frame.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(await frame.text()).toContain('<head><base target="_blank">');
  }
});
