import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { kernelHouse } from '#tests/support/kernel-house.ts';
import { mailServer } from '#tests/support/mail-server.ts';
import { keyMail, noteMail, testTemplates } from '#tests/support/mail-templates.ts';
import type { Actor } from '../context.ts';
import { transactAs, workUntilIdle } from '../jobs/worker.ts';
import { mailHandlers } from './handlers.ts';
import { mailModule } from './index.ts';
import { eraseMailAbout, personalMail } from './personal.ts';
import { queueMail } from './queue.ts';
import { claimMail, noteHandOver, writeOutcome } from './send.ts';
import { keepSmtp } from './settings.ts';

const house = await kernelHouse([mailModule, testTemplates]);
const server = await mailServer();
const SMTP = {
  host: '127.0.0.1',
  port: server.port,
  security: 'none',
  user: null,
  password: null,
  fromAddress: 'guild@example.org',
  fromName: 'Guild',
  replyTo: null,
} as const;
const account = (permissions: string[], program: string | null): Actor => ({
  ...{ kind: 'account', id: '01990000-0000-7000-8000-0000000000aa', name: 'Rita', via: 'session' },
  grants: [{ role: 'test', permissions, program }],
});
const owner = account(['mail.read', 'mail.send', 'mail.settings'], null);
const ADA = { address: 'Ada@example.org', name: 'Ada Lovelace' };
const about = { kind: 'test', id: 'one' };
const act = house.act;

const note = (more: object = {}) =>
  act((c) => queueMail(c, noteMail, { to: ADA, data: { thing: 'Ferry for Ada' }, about, ...more }));
const everything = async () =>
  (await sql<{ text: string }>`select jsonb_agg(m)::text as text from mail.messages m`.execute(house.database.kysely))
    .rows[0]?.text ?? '';
const states = async () =>
  (await sql<{ state: string }>`select state from mail.messages order by id`.execute(house.database.kysely)).rows.map(
    (row) => row.state,
  );

beforeEach(async () => {
  await sql`truncate mail.messages`.execute(house.database.kysely);
  await sql`delete from house.settings`.execute(house.database.kysely);
});

test('sent, held and waiting mails lose everything personal; what was sent stays counted, nothing goes out any more', async () => {
  await note();
  await act((c) => keepSmtp(c, SMTP));
  await note();
  await workUntilIdle(house);
  await note({ notBefore: house.clock.now().add({ hours: 1 }), headers: { 'List-Unsubscribe': '<https://x/ada@>' } });
  const other = await note({
    about: { kind: 'test', id: 'two' },
    data: { thing: 'Boat' },
    to: { address: 'bob@example.org', name: 'Bob' },
  });
  await workUntilIdle(house);
  expect(await states()).toEqual(['held', 'sent', 'queued', 'sent']);
  const arrived = server.taken.length;

  expect(await act((c) => eraseMailAbout(c, [about]))).toBe(3);
  expect(await act((c) => eraseMailAbout(c, [about]))).toBe(0);
  expect(await act((c) => eraseMailAbout(c, []))).toBe(0);
  expect(await everything()).not.toMatch(/ada@|lovelace|ferry/i);
  expect(await everything()).toContain('bob@example.org');
  expect(await states()).toEqual(['erased', 'sent', 'erased', 'sent']);
  house.clock.advance({ hours: 2 });
  await workUntilIdle(house);
  expect(server.taken).toHaveLength(arrived);

  // Its job comes late.
  await sql`update mail.messages set state = 'queued' where state = 'erased'`.execute(house.database.kysely);
  const found = await sql<{
    id: string;
  }>`select id from mail.messages where id <> ${other} and state = 'queued'`.execute(house.database.kysely);
  for (const { id } of found.rows) expect(await act((c) => claimMail(c, id))).toBeNull();
  expect(await states()).toEqual(['erased', 'sent', 'erased', 'sent']);
});

test('one that is on its way keeps no words either, and is not tried again when the server puts it off', async () => {
  await act((c) => keepSmtp(c, SMTP));
  const id = await note();
  const claim = await transactAs(house, 'mail', (c) => claimMail(c, id));
  await act((c) => noteHandOver(c, id, claim?.attempt as string));
  await act((c) => eraseMailAbout(c, [about]));
  expect(await everything()).not.toMatch(/ada@|lovelace|ferry/i);
  await act((c) =>
    writeOutcome(c, id, claim?.attempt as string, {
      kind: 'later',
      words: 'Ada@example.org is over quota',
      response: '452 Ada@example.org is over quota',
    }),
  );
  house.clock.advance({ hours: 1 });
  expect(await act((c) => claimMail(c, id))).toBeNull();
  expect(await states()).toEqual(['erased']);
});

test('one that had failed stays failed, which is what became of it, and is not sent again without its words', async () => {
  await act((c) => keepSmtp(c, SMTP));
  server.faults = [{ at: 'to', code: 550, words: 'no such user' }];
  const id = await note();
  await workUntilIdle(house);
  const waiting = await note({ notBefore: house.clock.now().add({ hours: 1 }) });
  await act((c) => eraseMailAbout(c, [about]));
  expect(await states()).toEqual(['failed', 'erased']);
  for (const one of [id, waiting]) {
    expect((await act((c) => mailHandlers.message(c, { id: one }), owner)).may.retry).toBe(false);
    await expect(act((c) => mailHandlers.retry(c, { id: one, mayArriveTwice: true }), owner)).rejects.toThrow();
  }
  await expect(act((c) => mailHandlers.retry(c, { id, mayArriveTwice: false }), owner)).rejects.toMatchObject({
    data: { rule: 'mail.erased' },
  });
  // Lists and counts tell them apart.
  const listed = await act((c) => mailHandlers.messages(c, { state: 'erased', limit: 10 }), owner);
  expect(listed.rows.map((row) => [row.id, row.trouble])).toEqual([[waiting, null]]);
  expect((await act((c) => mailHandlers.settings(c, {}), owner)).counts).toMatchObject({ failed: 1, erased: 1 });
});

test('what was mailed to somebody is told, without the keys', async () => {
  await note();
  await act((c) => queueMail(c, keyMail, { to: ADA, data: { key: 'open-sesame' }, about }));
  await note({ to: { address: 'bob@example.org', name: 'Bob' } });
  const told = await act((c) => personalMail.forIdentities(c, [], ['ada@EXAMPLE.org']));
  expect(told).toMatchObject([
    { template: 'tests.key', to: 'Ada@example.org', text: null, carriesKey: true },
    { template: 'tests.note', text: expect.stringContaining('Ferry for Ada'), state: 'held' },
  ]);
  expect(JSON.stringify(told)).not.toMatch(/sesame|bob/);
});
