import { afterEach, describe, expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { imapServer } from '#tests/support/imap-server.ts';
import { localhostCertificate, trustLocalhost } from '#tests/support/localhost-certificate.ts';
import { PERSON } from '#tests/support/mails-that-come.ts';
import { holdOutgoing } from '../../outgoing/held.ts';
import { lookAtMailboxes } from './look.ts';

trustLocalhost();
const server = await imapServer();
const encrypted = await imapServer({ tls: localhostCertificate });
const house = await testHouse({ allowPrivateHosts: `127.0.0.1:${server.port},localhost:${encrypted.port}` });
const manager = await house.as('manager');

const imap = (more: object = {}) => ({
  ...{ host: '127.0.0.1', port: server.port, security: 'none' as const, user: 'ada', folder: 'INBOX' },
  ...{ afterwards: 'leave' as const, moveTo: null, ...more },
});
let n = 0;
const fresh = () => PERSON.replace('answer-1', `read-${++n}`);
const add = async (more: object = {}) => {
  const { id } = await manager.mail.addMailbox({
    ...{ name: 'Team', address: `team-${++n}@guildhall.example`, kind: 'imap', program: null, repliesHere: false },
    ...{ imap: imap(more), password: 'secret' },
  });
  return id;
};
const look = async () => {
  await house.transact(lookAtMailboxes);
  await house.work();
};
const came = async (mailbox: string) => (await manager.mail.incoming({ mailbox, limit: 200 })).rows.length;

afterEach(async () => {
  for (const { id } of (await manager.mail.mailboxes({})).rows) await manager.mail.removeMailbox({ id });
  server.inbox.mails.length = 0;
  server.said.length = 0;
  server.dropAtFetch = 0;
});

describe('a look at a mailbox', () => {
  test('takes in what comes from now on, once, and changes nothing there', async () => {
    server.put(fresh());
    const id = await add();
    await look();
    expect(await came(id)).toBe(0);
    server.put(fresh());
    server.put(fresh());
    await look();
    await look();
    expect(await came(id)).toBe(2);
    expect(server.said.filter((line) => /^(UID (STORE|MOVE|EXPUNGE)|SELECT|EXPUNGE|CLOSE)/.test(line))).toEqual([]);
    expect(server.inbox.mails).toHaveLength(3);
    const { fault, lookedAt, cameAt, on } = await manager.mail.mailbox({ id });
    expect({ fault, on }).toEqual({ fault: null, on: true });
    expect([lookedAt, cameAt]).not.toContain(null);
    // A range beyond the last mail names the last one again: it is not asked for a second time.
    expect(server.said.filter((line) => line.startsWith('UID FETCH'))).toHaveLength(2);
  });

  test('that is cut off in the middle goes on where it was', async () => {
    const id = await add();
    await look();
    for (let each = 0; each < 5; each++) server.put(fresh());
    server.dropAtFetch = 3;
    await look();
    expect(await came(id)).toBe(2);
    expect((await manager.mail.mailbox({ id })).fault).toContain(`The connection to 127.0.0.1:${server.port} broke`);
    await look();
    expect(await came(id)).toBe(5);
    expect((await manager.mail.mailbox({ id })).fault).toBeNull();
    const fetched = server.said.filter((line) => line.startsWith('UID FETCH'));
    expect(fetched).toHaveLength(6);
  });

  test('after the server numbered everything anew takes nothing in twice, and leaves nothing out', async () => {
    const id = await add();
    await look();
    server.put(fresh());
    server.put(fresh());
    await look();
    server.inbox.uidValidity = 99;
    for (const mail of server.inbox.mails) mail.uid += 500;
    server.inbox.uidNext = 600;
    for (const mail of server.inbox.mails) mail.at = new Date(house.clock.now().epochMilliseconds);
    server.put(fresh(), new Date(house.clock.now().epochMilliseconds));
    await look();
    await look();
    expect(await came(id)).toBe(3);
  });

  test('reads at most a hundred at once, then the next ones', async () => {
    const id = await add();
    await look();
    for (let each = 0; each < 104; each++) server.put(fresh());
    await look();
    expect(await came(id)).toBe(100);
    await look();
    expect(
      (await house.rows<{ n: number }>(`select count(*) n from mail.incoming where mailbox = '${id}'`))[0]?.n,
    ).toBe(104);
  });

  test('marks as read or moves only where that is asked for', async () => {
    const id = await add({ afterwards: 'seen' });
    await look();
    server.put(fresh());
    await look();
    expect([...(server.inbox.mails[0]?.flags ?? [])]).toEqual(['\\Seen']);
    await manager.mail.removeMailbox({ id });
    server.inbox.mails.length = 0;
    const moving = await add({ afterwards: 'move', moveTo: 'Done' });
    await look();
    server.put(fresh());
    await look();
    expect(await came(moving)).toBe(1);
    expect((await manager.mail.mailbox({ id: moving })).fault).toBeNull();
    expect(server.inbox.mails).toHaveLength(0);
    expect(server.folders.get('Done')?.mails).toHaveLength(1);
  });

  test('a mail that is too large is known by its headers', async () => {
    const id = await add();
    await look();
    server.put(fresh().replace('The folder', 'x'.repeat(11 * 1024 * 1024)));
    await look();
    const [row] = (await manager.mail.incoming({ mailbox: id })).rows;
    const mail = await manager.mail.incomingMail({ id: row?.id ?? '' });
    expect(mail).toMatchObject({ from: { address: 'ada@marble.example' }, damaged: true, text: '' });
    expect(mail.leftOut[0]?.size).toBeGreaterThan(11_000_000);
  });

  test('does not happen while the mailbox is off, or a restored house is on hold', async () => {
    const id = await add();
    await look();
    server.said.length = 0;
    await manager.mail.switchMailbox({ id, on: false });
    await look();
    await manager.mail.switchMailbox({ id, on: true });
    await house.transact((c) => holdOutgoing(c, true));
    await look();
    expect(server.said).toEqual([]);
    await house.transact((c) => holdOutgoing(c, false));
    await look();
    expect(server.said).not.toEqual([]);
  });
});

describe('trying a mailbox', () => {
  const words = async (more: object = {}, password = 'secret') =>
    (await manager.mail.testMailbox({ imap: imap(more), password })).words;

  test('says how many mails lie there', async () => {
    server.put(fresh());
    server.put(fresh());
    expect(await manager.mail.testMailbox({ imap: imap(), password: 'secret' })).toMatchObject({
      ok: true,
      messages: 2,
    });
    expect((await manager.mail.mailboxes({})).rows).toEqual([]);
    const tls = { host: 'localhost', port: encrypted.port, security: 'tls' as const };
    expect(await manager.mail.testMailbox({ imap: imap(tls), password: 'secret' })).toMatchObject({
      ok: true,
      messages: 0,
    });
  });

  test('says what to change, and never the password', async () => {
    expect(await words({}, 'wr0ng-pass')).toContain('did not accept the user and password');
    expect(await words({ folder: 'Nope' })).toContain('There is no folder “Nope”');
    expect(await words({ port: 9 })).toContain('GUILDHALL_ALLOW_PRIVATE_HOSTS');
    expect(await words({ host: '10.1.2.3' })).toContain('private network');
    expect(await words({ host: 'no-such-host.invalid', security: 'tls' })).toContain('cannot be found');
    expect(await words({ security: 'starttls' })).toContain('does not offer STARTTLS');
    expect(await words({ security: 'tls' })).toContain('does not speak TLS from the start');
    expect(await words({}, 'wr0ng-pass')).not.toContain('wr0ng-pass');
  });

  test('a password is kept for one server and one user, and goes nowhere else', async () => {
    const id = await add();
    expect(await manager.mail.testMailbox({ mailbox: id, imap: imap() })).toMatchObject({ ok: true });
    for (const elsewhere of [{ host: 'localhost' }, { user: 'eve' }])
      await expect(manager.mail.testMailbox({ mailbox: id, imap: imap(elsewhere) })).rejects.toMatchObject({
        code: 'INVALID',
      });
    const shown = await manager.mail.mailbox({ id });
    await expect(manager.mail.changeMailbox({ ...shown, imap: imap({ host: 'localhost' }) })).rejects.toMatchObject({
      code: 'INVALID',
    });
    expect(JSON.stringify(shown)).not.toContain('secret');
  });
});
