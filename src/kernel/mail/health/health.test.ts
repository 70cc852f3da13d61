import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { dnsServer, type Zone } from '#tests/support/dns-server.ts';
import type { SmtpSettings } from '../settings.ts';
import { examineMail } from './index.ts';

const server = await dnsServer({});
const rsa = (bits: number): string =>
  generateKeyPairSync('rsa', { modulusLength: bits })
    .publicKey.export({ type: 'spki', format: 'der' })
    .toString('base64');
const KEY_2048 = rsa(2048);
const GOOD: Zone = {
  'example.org': {
    mx: [[10, 'mx.example.org']],
    txt: ['google-site-verification=x', 'v=spf1 include:spf.provider.test -all'],
  },
  'mx.example.org': { a: ['192.0.2.5'] },
  'mail.provider.test': { a: ['198.51.100.7'], aaaa: ['2001:db8::7'] },
  'spf.provider.test': { txt: ['v=spf1 ip4:198.51.100.0/24 ~all'] },
  's1._domainkey.example.org': { txt: [[`v=DKIM1; k=rsa; p=${KEY_2048.slice(0, 200)}`, KEY_2048.slice(200)]] },
  '_dmarc.example.org': { txt: ['v=DMARC1; p=reject; rua=mailto:d@example.org'] },
};
const smtp: SmtpSettings = {
  ...{ host: 'mail.provider.test', port: 587, security: 'starttls', user: null },
  ...{ fromAddress: 'guild@example.org', fromName: 'Guild', replyTo: null, dkimSelector: 's1' },
};
const look = async (zone: Zone, more: Partial<SmtpSettings> = {}) => {
  server.knows({ ...GOOD, ...zone });
  const { lines } = await examineMail({ dnsServers: [server.address] }, { ...smtp, ...more });
  const of = (check: string) => {
    const line = lines.find((each) => each.check === check);
    if (!line) throw new Error(`no line ${check}`);
    return line;
  };
  return { mx: of('mail.mx'), spf: of('mail.spf'), dkim: of('mail.dkim'), dmarc: of('mail.dmarc') };
};
const spf = async (record: string, zone: Zone = {}) =>
  (await look({ ...zone, 'example.org': { mx: [[10, 'mx.example.org']], a: ['192.0.2.1'], txt: [record] } })).spf;
const dkim = async (record: string) => (await look({ 's1._domainkey.example.org': { txt: [chunks(record)] } })).dkim;
const dmarc = async (record: string) => (await look({ '_dmarc.example.org': { txt: [record] } })).dmarc;
const chunks = (text: string): string[] => text.match(/.{1,255}/gs) ?? [''];

beforeEach(() => {
  server.asked.length = 0;
});

describe('mail health', () => {
  test('a domain in order is well in every line, and the records stand beside', async () => {
    const lines = await look({});
    expect(Object.values(lines).map(({ verdict, todo }) => [verdict, todo])).toEqual(Array(4).fill(['well', null]));
    expect(lines.spf.words).toBe('mail.provider.test may send for example.org. 1 of 10 lookups.');
    expect(lines.dkim.record).toBe(`v=DKIM1; k=rsa; p=${KEY_2048}`);
    expect(lines.dkim.words).toContain('2048 bits');
    expect(lines.mx.words).toContain('mx.example.org');
  });

  test('servers that answer nothing, or SERVFAIL, are no fault of the domain: the line says that nothing is known', async () => {
    const lines = await look({ 'example.org': { refuses: true }, '_dmarc.example.org': { refuses: true } });
    for (const line of [lines.mx, lines.spf, lines.dmarc]) {
      expect(line.verdict).toBe('look');
      expect(line.words).toContain('nothing is known');
      expect(line.todo).toContain('GUILDHALL_DNS_SERVERS');
    }
    const { lines: none } = await examineMail({ dnsServers: ['127.0.0.1:9'] }, smtp);
    expect(none.map(({ verdict }) => verdict)).toEqual(Array(4).fill('look'));
  });
});

describe('MX', () => {
  test.each([
    ['a domain that is not there', {}, 'broken', 'takes no mail'],
    ['an address but no MX', { a: ['192.0.2.1'] }, 'look', 'no MX'],
    ['a null MX', { mx: [[0, '.']] as [number, string][] }, 'broken', 'null MX'],
    ['an MX without an address', { mx: [[5, 'gone.example.org']] as [number, string][] }, 'broken', 'has no address'],
    [
      'one of two without',
      {
        mx: [
          [5, 'gone.example.org'],
          [10, 'mx.example.org'],
        ] as [number, string][],
      },
      'look',
      'gone.example.org has no address',
    ],
  ])('%s', async (_, own, verdict, words) => {
    const { mx } = await look({ 'example.org': own });
    expect(mx).toMatchObject({ verdict, words: expect.stringContaining(words) });
    expect(mx.todo).not.toBeNull();
  });
});

describe('SPF', () => {
  test.each([
    ['v=spf1 +all', 'broken', 'whole world'],
    ['v=spf1 all', 'broken', 'whole world'],
    ['v=spf1 ip4:0.0.0.0/0 -all', 'broken', 'whole world'],
    ['v=spf1 include:open.test -all', 'broken', 'whole world'],
    ['v=spf1 redirect=open.test', 'broken', 'whole world'],
    ['v=spf1 -include:open.test include:spf.provider.test -all', 'well', '2 of 10'],
    ['v=spf1 a:mail.provider.test -all', 'well', 'may send'],
    ['v=spf1 mx:provider.test -all', 'well', 'may send'],
    ['v=spf1 ip6:2001:db8::/32 ~all', 'well', 'may send'],
    ['v=spf1 redirect=spf.provider.test', 'well', '1 of 10'],
    ['v=spf1 a -all', 'look', 'not in the record'],
    ['v=spf1 exists:%{i}.list.test -all', 'look', 'as far as can be told'],
    ['v=spf1 include:spf.provider.test ?all', 'look', '?all'],
    ['v=spf1 include:spf.provider.test', 'look', 'no all'],
    ['v=spf1 ptr include:spf.provider.test -all', 'look', 'ptr'],
    ['v=spf1 include:nothing.test -all', 'broken', 'nothing.test'],
    ['v=spf1 include:loop.test -all', 'broken', 'includes itself'],
    ['v=spf1 inlcude:spf.provider.test -all', 'broken', 'no SPF term'],
    ['v=spf1 ip4:300.1.1.1 -all', 'broken', 'no address'],
    ['v=spf1 a:x1.test a:x2.test a:x3.test include:spf.provider.test -all', 'broken', '3 names'],
  ])('%s', async (record, verdict, words) => {
    const found = await spf(record, {
      'open.test': { txt: ['v=spf1 +all'] },
      'loop.test': { txt: ['v=spf1 include:loop.test -all'] },
      'provider.test': { mx: [[1, 'mail.provider.test']] },
    });
    expect(found).toMatchObject({ verdict, words: expect.stringContaining(words), record });
  });

  test('ten lookups are well, eleven are not, counted through what is included', async () => {
    const zone: Zone = {
      'nine.test': { txt: [`v=spf1 ${'a:mail.provider.test '.repeat(9)}-all`] },
      'ten.test': { txt: [`v=spf1 ${'a:mail.provider.test '.repeat(10)}-all`] },
    };
    expect((await spf('v=spf1 include:nine.test -all', zone)).verdict).toBe('well');
    expect(await spf('v=spf1 include:ten.test -all', zone)).toMatchObject({
      verdict: 'broken',
      words: expect.stringContaining('11 DNS lookups'),
    });
  });

  test('a tree of includes that grows with every step is left off in good time', async () => {
    const zone: Zone = {};
    for (let n = 0; n < 12; n++) {
      zone[`n${n}.test`] = { txt: [`v=spf1 ${`include:n${n + 1}.test include:m${n + 1}.test`} -all`] };
      zone[`m${n}.test`] = zone[`n${n}.test`] ?? {};
    }
    expect((await spf('v=spf1 include:n0.test -all', zone)).words).toMatch(/more than 40|no SPF record/);
    expect(server.asked.length).toBeLessThan(120);
  });

  test('two records are as good as none', async () => {
    const { spf: both } = await look({ 'example.org': { txt: ['v=spf1 -all', 'v=spf1 mx -all'] } });
    expect(both).toMatchObject({ verdict: 'broken', words: expect.stringContaining('2 SPF records') });
  });
});

describe('DKIM', () => {
  test.each([
    [`v=DKIM1; p=${rsa(1024)}`, 'look', '1024 bits'],
    [`v=DKIM1; p=${rsa(512)}`, 'broken', '512 bits'],
    [`k=rsa; p=${KEY_2048}`, 'well', '2048 bits'],
    [`v=DKIM1; t=y; p=${KEY_2048}`, 'look', 't=y'],
    [`v=DKIM1; p=${KEY_2048.slice(0, 100)}`, 'broken', 'cannot be read'],
    ['v=DKIM1; p=', 'broken', 'revoked'],
    ['v=spf1 -all', 'broken', 'no DKIM key'],
    [`v=DKIM1; k=ed25519; p=${Buffer.alloc(32, 1).toString('base64')}`, 'look', 'ed25519'],
  ])('%.40s', async (record, verdict, words) => {
    expect(await dkim(record)).toMatchObject({ verdict, words: expect.stringContaining(words) });
  });

  test('a key that is not there is broken; without a selector nothing is asked', async () => {
    const missing = await look({}, { dkimSelector: 's2' });
    expect(missing.dkim).toMatchObject({ verdict: 'broken', words: expect.stringContaining('s2._domainkey') });
    server.asked.length = 0;
    expect((await look({}, { dkimSelector: null })).dkim.verdict).toBe('look');
    expect(server.asked.filter((question) => question.includes('_domainkey'))).toEqual([]);
  });
});

describe('DMARC', () => {
  test.each([
    ['v=DMARC1; p=none', 'look', 'only watches'],
    ['v=DMARC1; p=quarantine', 'well', 'quarantine'],
    ['v=DMARC1; p=reject; pct=10', 'look', 'not in force for all'],
    ['v=DMARC1; p=reject; adkim=s', 'well', 'd=example.org'],
    ['v=DMARC1; rua=mailto:a@example.org', 'broken', 'no policy'],
    ['v=DMARC1; p=refuse', 'broken', 'refuse'],
    ['v=DMARC10; p=reject', 'broken', 'no DMARC record'],
  ])('%s', async (record, verdict, words) => {
    expect(await dmarc(record)).toMatchObject({ verdict, words: expect.stringContaining(words) });
  });

  test('a domain without a record has that of the domain above, by its policy for subdomains', async () => {
    const { dmarc: inherited } = await look(
      { '_dmarc.example.org': { txt: ['v=DMARC1; p=reject; sp=none'] } },
      { fromAddress: 'guild@news.example.org' },
    );
    expect(inherited).toMatchObject({ verdict: 'look', words: expect.stringContaining('none, from example.org') });
    expect(server.asked).not.toContain('TXT _dmarc.org');
  });
});
