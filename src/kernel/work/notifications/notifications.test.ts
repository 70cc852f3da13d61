import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { loopbackServer } from '#tests/support/loopback-server.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { slackMessage } from './chat.ts';
import type { NotificationKind } from './kind.ts';
import { eraseNoticesAbout } from './list.ts';
import { notify } from './notify.ts';

const bodies: string[] = [];
let status = 200;
const chat = await loopbackServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    bodies.push(body);
    response.writeHead(status).end('ok');
  });
});
afterAll(() => chat.close());
const house = await testHouse({ allowPrivateHosts: chat.host });
await openProgram(house, { automatic: false, requirements: requiring(LOCAL_CHECKS) });
const reviewer = await house.as('reviewer');
const manager = await house.as('manager');
const analyst = await house.as('analyst');

/** One tick of the sweep and all that follows: the queue goes by the database's clock, which is past the house's here. */
const work = async () => {
  await house.work();
  const run = { transact: (_: string, act: never) => house.transact(act) } as never;
  await house.house.timetables.get('work.sweep-tellings')?.perform(run, house.clock.now());
  await house.work();
};
const mails = async (account: string) =>
  (await house.mailbox(`${account}@guildhall.test`)).filter((mail) => mail.template === 'work.notices');
const lines = async (who: typeof reviewer) => (await who.work.notifications({})).rows;
const kind = house.house.modules
  .flatMap((m) => m.notifies ?? [])
  .find((k) => k.name === 'programs.question-answered') as NotificationKind;
const tellAll = (about: string, by: string | null = null) =>
  house.transact((c) =>
    notify(
      c,
      kind,
      {
        to: 'holders',
        about: { kind: 'application', id: about },
        program: null,
        title: 'OSS-1 Ferry',
        words: 'The applicant answered',
        href: '/x',
      },
      by,
    ),
  );
const A = '01990000-0000-7000-8000-00000000000a';
const usual = {
  zone: 'Europe/Berlin',
  digest: 'daily' as const,
  digestAt: '09:00',
  digestOn: 1,
  quietFrom: null,
  quietTo: null,
  quietDays: [] as number[],
};
const forget = () => sql`truncate work.notices cascade`.execute(house.house.database.kysely);

describe('who is told', () => {
  test('a new application: those who decide, not those who only read; what is given to somebody: that one; one’s own act: nobody', async () => {
    const sent = await apply(house, 'ferry', {});
    await confirm(house, sent);
    await work();
    expect(await lines(reviewer)).toMatchObject([
      { kind: 'programs.new-application', words: 'A new application came in', read: false },
    ]);
    expect(await lines(analyst)).toEqual([]);
    await manager.programs.assignApplication({ id: sent.id, account: reviewer.accountId });
    await reviewer.programs.assignApplication({ id: sent.id, account: reviewer.accountId });
    await work();
    expect((await lines(reviewer)).filter((l) => l.kind === 'programs.application-assigned')).toMatchObject([
      { count: 1 },
    ]);
    expect(await mails(reviewer.accountId)).toHaveLength(1);
    expect((await mails(reviewer.accountId))[0]?.text).toContain('/settings/notifications');
    await house.transact((c) => eraseNoticesAbout(c, [{ kind: 'application', id: sent.id }]));
    expect(await lines(reviewer)).toEqual([]);
  });

  test('whoever lost the grant is told no more, and sees nothing of before', async () => {
    await forget();
    const leaving = await house.as('reviewer');
    await leaving.work.chooseNotifications({ ...usual, quietFrom: '00:00', quietTo: '23:59', kinds: [] });
    await tellAll(A);
    expect(await lines(leaving)).toHaveLength(1);
    await sql`update access.grants set ended_at = now() where account = ${leaving.accountId}`.execute(
      house.house.database.kysely,
    );
    expect(await lines(leaving)).toEqual([]);
    house.clock.advance({ hours: 24 });
    await work();
    expect(await mails(leaving.accountId)).toEqual([]);
  });
});

describe('how', () => {
  test('five of a kind about one record are one line, read together', async () => {
    await forget();
    for (let n = 0; n < 5; n++) await tellAll(A);
    expect(await lines(reviewer)).toMatchObject([{ count: 5, read: false }]);
    expect(await reviewer.work.unreadNotifications({})).toEqual({ count: 1 });
    const [line] = await lines(reviewer);
    expect(await reviewer.work.readNotifications({ ids: [line?.id ?? ''] })).toEqual({ read: 5 });
    expect(await lines(reviewer)).toMatchObject([{ count: 5, read: true }]);
    await tellAll(A);
    expect(await lines(reviewer)).toMatchObject([
      { count: 1, read: false },
      { count: 5, read: true },
    ]);
    expect(await manager.work.unreadNotifications({})).toEqual({ count: 1 });
  });

  test('a digest comes once at its hour however many workers look, with all of it, and never empty', async () => {
    await forget();
    const one = await house.as('reviewer');
    await one.work.chooseNotifications({
      ...usual,
      kinds: [{ kind: kind.name, inApp: true, mail: 'digest', slack: false }],
    });
    await tellAll(A);
    await tellAll('01990000-0000-7000-8000-00000000000b');
    await work();
    expect(await mails(one.accountId)).toEqual([]);
    house.clock.advance({ hours: 25 });
    await Promise.all([work(), work(), work()]);
    expect(await mails(one.accountId)).toMatchObject([{ subject: '2 notifications' }]);
    await tellAll(A);
    await one.work.readNotifications({});
    house.clock.advance({ hours: 25 });
    await work();
    expect(await mails(one.accountId)).toHaveLength(1);
  });

  test('what falls into quiet hours waits until they end, and is told as one', async () => {
    await forget();
    const one = await house.as('reviewer');
    const local = house.clock.now().toZonedDateTimeISO('Europe/Berlin');
    const at = (hours: number) => local.add({ hours }).toPlainTime().toString({ smallestUnit: 'minute' }).slice(0, 5);
    await one.work.chooseNotifications({
      ...usual,
      ...{ quietFrom: at(-1), quietTo: at(3) },
      kinds: [{ kind: kind.name, inApp: true, mail: 'now', slack: false }],
    });
    await tellAll(A);
    await tellAll(A);
    await work();
    house.clock.advance({ hours: 2 });
    await work();
    expect(await mails(one.accountId)).toEqual([]);
    house.clock.advance({ hours: 1, minutes: 1 });
    await work();
    expect(await mails(one.accountId)).toMatchObject([{ subject: 'OSS-1 Ferry: The applicant answered' }]);
  });

  test('a chat program gets text and blocks, is tried again, and its address is sealed', async () => {
    await forget();
    const one = await house.as('reviewer');
    const slack = `${chat.origin}/services/T0/B0/secret-part`;
    await one.work.chooseNotifications({
      ...usual,
      slack,
      kinds: [{ kind: kind.name, inApp: false, mail: 'off', slack: true }],
    });
    expect(JSON.stringify(await one.work.notificationChoices({}))).not.toContain('secret-part');
    status = 500;
    await tellAll(A);
    await work();
    expect(bodies).toHaveLength(1);
    status = 200;
    house.clock.advance({ minutes: 10 });
    await work();
    expect(JSON.parse(bodies[1] ?? '')).toMatchObject({
      text: expect.stringContaining('OSS-1 Ferry'),
      blocks: [{ type: 'section' }],
    });
    house.clock.advance({ minutes: 10 });
    await work();
    expect(bodies).toHaveLength(2);
    expect(await lines(one)).toEqual([]);
    expect(slackMessage([{ title: '<!channel>', words: 'a & b', href: 'https://x', count: 1 }]).text).toBe(
      '<https://x|&lt;!channel&gt;> a &amp; b',
    );
  });

  test('of what cannot be is said which field: an address inside the house, half a quiet time', async () => {
    await expect(
      reviewer.work.chooseNotifications({ ...usual, kinds: [], slack: 'http://10.0.0.1/' }),
    ).rejects.toMatchObject({
      data: { fields: [{ field: 'slack' }] },
    });
    await expect(reviewer.work.chooseNotifications({ ...usual, quietFrom: '22:00', kinds: [] })).rejects.toMatchObject({
      data: { fields: [{ field: 'quietTo' }] },
    });
  });
});
