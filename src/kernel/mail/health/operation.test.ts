import { expect, test } from 'vitest';
import { dnsServer } from '#tests/support/dns-server.ts';
import { testHouse } from '#tests/support/house.ts';

const dns = await dnsServer({
  'example.org': { mx: [[10, 'mx.example.org']], txt: ['v=spf1 +all'] },
  'mx.example.org': { a: ['192.0.2.5'] },
});
const { as } = await testHouse({ dnsServers: dns.address });

test('the owner sees what the DNS says of the sender’s domain, and so does the doctor; a reviewer sees nothing', async () => {
  const owner = await as('owner');
  expect(await owner.mail.health({})).toEqual({ domain: null, lines: [] });
  const before = (await owner.operating.doctor({})).findings.map((each) => each.check);
  expect(before.filter((check) => check.startsWith('mail.'))).toEqual([]);
  await owner.mail.changeSettings({
    ...{ host: '127.0.0.1', port: 1, security: 'none', user: null, fromAddress: 'guild@example.org' },
    ...{ fromName: 'Guild', replyTo: null, dkimSelector: 'S1' },
  });
  expect((await owner.mail.settings({})).smtp?.dkimSelector).toBe('s1');
  const { domain, lines } = await owner.mail.health({});
  expect(domain).toBe('example.org');
  expect(lines.map(({ check, verdict }) => [check, verdict])).toEqual([
    ['mail.mx', 'well'],
    ['mail.spf', 'broken'],
    ['mail.dkim', 'broken'],
    ['mail.dmarc', 'broken'],
  ]);
  expect(lines[1]?.record).toBe('v=spf1 +all');
  const found = (await owner.operating.doctor({})).findings.filter((each) => each.check.startsWith('mail.'));
  expect(found.map((each) => each.words)).toEqual(lines.map((each) => each.words));
  const reviewer = await as('reviewer');
  await expect(reviewer.mail.health({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
