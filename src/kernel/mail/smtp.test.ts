import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { localhostCertificate, trustLocalhost } from '#tests/support/localhost-certificate.ts';
import { mailServer } from '#tests/support/mail-server.ts';
import type { Smtp } from './settings.ts';
import { deliver, tryConnection } from './smtp.ts';

const server = await mailServer();
const guarded = await mailServer({
  authOptional: false,
  onAuth: (auth, _session, done) =>
    auth.username === 'guild' && auth.password === 'right'
      ? done(null, { user: 'guild' })
      : done(Object.assign(new Error('Nope'), { responseCode: 535 })),
});
const encrypted = await mailServer({ ...localhostCertificate, secure: true });
const upgrading = await mailServer({
  ...localhostCertificate,
  allowInsecureAuth: false,
  onAuth: (_auth, session, done) => done(session.secure ? null : new Error('in the clear'), { user: 'guild' }),
});

const at = (port: number, more: Partial<Smtp> = {}): Smtp => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  user: null,
  password: null,
  fromAddress: 'guild@example.org',
  fromName: 'Guild',
  replyTo: null,
  ...more,
});
const patience = { connect: 500, answer: 700, whole: 1500 };
const message = Buffer.from('Subject: x\r\n\r\n.\r\nbody\r\n');
async function attempt(smtp: Smtp, handOver = async () => {}) {
  let handed = false;
  const mail = {
    from: 'guild@example.org',
    to: 'ada@example.org',
    message,
    handOver: async () => {
      await handOver();
      handed = true;
    },
  };
  const outcome = await deliver(smtp, mail, patience);
  return { ...outcome, handed };
}

describe('an attempt', () => {
  test('hands the message over, dots and all', async () => {
    expect(await attempt(at(server.port))).toMatchObject({ kind: 'sent', handed: true });
    expect(server.taken.at(-1)).toMatchObject({ to: 'ada@example.org', from: 'guild@example.org' });
    expect(server.taken.at(-1)?.source).toBe(message.toString());
  });

  test.each([
    [{ at: 'connect', code: 421, words: 'busy' }, 'later', false, /421|no time|busy/],
    [{ at: 'from', code: 550, words: 'who are you' }, 'later', false, /refused our sender/],
    [{ at: 'from', code: 530, words: 'sign in' }, 'later', false, /user and a password/],
    [{ at: 'to', code: 451, words: 'greylisted' }, 'later', false, /put the mail off.*greylisted/],
    [{ at: 'to', code: 550, words: 'no such user' }, 'refused', false, /refused the receiver/],
    [{ at: 'to', code: 554, words: 'relay access denied' }, 'refused', false, /refuses to relay/],
    [{ at: 'data', code: 452, words: 'disk full' }, 'later', true, /put the mail off/],
    [{ at: 'data', code: 421, words: 'going down' }, 'later', true, /no time now/],
    [{ at: 'data', code: 554, words: 'spam' }, 'refused', true, /refused the mail.*spam/],
    [{ at: 'drop-before-data' }, 'later', false, /broke/],
    [{ at: 'drop-after-data' }, 'unknown', true, /broke/],
    [{ at: 'drop-after-taking' }, 'unknown', true, /broke/],
    [{ at: 'silent-after-data' }, 'unknown', true, /did not answer/],
  ] as const)('%j: %s', async (fault, kind, handed, words) => {
    const before = server.taken.length;
    server.faults = [fault];
    const outcome = await attempt(at(server.port));
    expect(outcome).toMatchObject({ kind, handed, words: expect.stringMatching(words) });
    expect(server.faults).toEqual([]);
    expect(server.taken.length - before).toBe(fault.at === 'drop-after-taking' ? 1 : 0);
  });

  test('sends nothing when the hand-over is refused', async () => {
    const before = server.taken.length;
    const outcome = await attempt(at(server.port), () => Promise.reject(new Error('not ours')));
    expect(outcome).toMatchObject({ kind: 'later', handed: false });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.taken.length).toBe(before);
  });

  test('a server slower than our patience leaves the mail uncertain', async () => {
    server.slowness = 1200;
    expect(await attempt(at(server.port))).toMatchObject({ kind: 'unknown', handed: true });
    server.slowness = 0;
  });

  test('an address that the server cannot take is refused, not retried', async () => {
    const mail = {
      from: 'guild@example.org',
      to: 'a b@example.org\r\nRCPT TO:<x@example.org>',
      message,
      handOver: async () => {},
    };
    const before = server.taken.length;
    expect((await deliver(at(server.port), mail, patience)).kind).toBe('refused');
    expect(server.taken.length).toBe(before);
  });
});

describe('words for whoever sets it up', () => {
  test('a right password is all right, a wrong one is named and not shown', async () => {
    expect(await tryConnection(at(guarded.port, { user: 'guild', password: 'right' }), patience)).toBeNull();
    const words = await tryConnection(at(guarded.port, { user: 'guild', password: 'wr0ng!' }), patience);
    expect(words).toMatch(/did not accept the user and password.*535/);
    expect(words).not.toContain('wr0ng!');
  });

  test('a wrong password puts mail off and does not fail it', async () => {
    expect(await attempt(at(guarded.port, { user: 'guild', password: 'x' }))).toMatchObject({
      kind: 'later',
      handed: false,
    });
    expect(await attempt(at(guarded.port))).toMatchObject({ kind: 'later', handed: false });
  });

  test('TLS where there is none, none where there is TLS, STARTTLS not offered, a certificate nobody signed', async () => {
    expect(await tryConnection(at(server.port, { security: 'tls' }), patience)).toMatch(/does not speak TLS/);
    expect(await tryConnection(at(encrypted.port), patience)).toMatch(/may want TLS|broke/);
    expect(await tryConnection(at(server.port, { security: 'starttls' }), patience)).toMatch(/does not offer STARTTLS/);
    expect(await tryConnection(at(encrypted.port, { security: 'tls' }), patience)).toMatch(/certificate/);
  });

  test('nobody there, nobody by that name, nobody who speaks', async () => {
    expect(await tryConnection(at(4399), patience)).toMatch(/Nothing listens/);
    expect(await tryConnection(at(25, { host: 'no-such-host.invalid' }), patience)).toMatch(/cannot be found/);
    const mute = createServer(() => {});
    await new Promise<void>((resolve) => mute.listen(4398, '127.0.0.1', resolve));
    expect(await tryConnection(at(4398), patience)).toMatch(/did not say a word/);
    mute.close();
  });
});

// Last, since trust is for the whole process.
describe('an encrypted connection to a server we trust', () => {
  test.each(['tls', 'starttls'] as const)(
    '%s hands the message over, and only under the name that the certificate has',
    async (security) => {
      trustLocalhost();
      const to = security === 'tls' ? encrypted : upgrading;
      const user = security === 'tls' ? {} : { user: 'guild', password: 'x' };
      expect(await attempt(at(to.port, { host: 'localhost', security, ...user }))).toMatchObject({ kind: 'sent' });
      expect(to.taken).toHaveLength(1);
      expect(await tryConnection(at(to.port, { security, ...user }), patience)).toMatch(/certificate/i);
      expect(to.taken).toHaveLength(1);
    },
  );
});
