import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, test } from 'vitest';
import { operationsOf } from '#kernel/contract/router.ts';
import { testHouse } from '#tests/support/house.ts';
import { openProgram } from '#tests/support/program.ts';
import { visitor } from '#tests/support/visitor.ts';

const house = await testHouse({ allowPrivateHosts: 'localhost:9' });
const owner = await house.as('owner');
const MARK = 'sEcReT';
/** What was given to the house or handed out by it, and is nobody's to read any more. */
const secrets = new Map<string, string>();
let program = '';

beforeAll(async () => {
  program = await openProgram(house);
  const given = (name: string) => {
    const secret = `${MARK}-${name}-${'x'.repeat(20)}`;
    secrets.set(name, secret);
    return secret;
  };
  const out = (name: string, secret: string) => {
    secrets.set(name, secret);
    return secret;
  };
  await owner.mail.changeSettings({
    host: 'localhost',
    port: 9,
    security: 'none',
    user: 'mailer',
    password: given('smtp'),
    fromAddress: 'a@example.org',
    fromName: 'A',
    replyTo: null,
    dkimSelector: null,
  });
  await owner.access.addProvider({
    preset: 'openid',
    issuer: 'https://localhost:9',
    name: 'Provider',
    clientId: 'client',
    scopes: 'openid email',
    groupsClaim: '',
    forStaff: true,
    forProof: false,
    trustsFactor: false,
    admits: false,
    groups: [],
    secret: given('provider'),
  });
  out(
    'webhook',
    (await owner.webhooks.addEndpoint({ address: 'https://localhost:9/hook', words: '', kinds: null, program: null }))
      .secret,
  );
  await owner.work.addChannel({
    name: 'Channel',
    kinds: ['programs.coupons-low'],
    address: `https://localhost:9/${given('channel')}`,
    program: null,
  });
  const mail = 'keeper@example.org';
  await owner.access.invite({ mail, name: 'Keeper', role: 'owner', program: null });
  await house.work();
  const key = out('invitation', /key=([\w-]{43})/.exec((await house.mailbox(mail))[0]?.text ?? '')?.[1] ?? '');
  await house.stranger.access.acceptInvitation({ key, name: 'Keeper', password: given('password') });
  const browser = visitor(house);
  await browser.access.signIn({ mail, password: secrets.get('password') ?? '' });
  out('session', browser.jar.cookie ?? '');
  out('token', (await browser.access.makeToken({ name: 'Own' })).token);
  await browser.access.proveMyself({ password: secrets.get('password') ?? '' });
  const { factor, secret } = await browser.access.startFactor({});
  out('authenticator', secret);
  const { recoveryCodes } = await browser.access.confirmFactor({ factor, code: codeNow(secret) });
  out('recovery code', recoveryCodes[0] ?? '');
  const { key: draft } = await house.stranger.programs.saveDraft({
    program: 'open-source',
    answers: { project: 'Half' },
  });
  out('draft', draft);
  await house.work();
});

test('there are secrets of many kinds to look for', () => {
  const found = [...secrets].filter(([, secret]) => secret.length >= 16).map(([name]) => name);
  expect(found.toSorted()).toEqual(
    'authenticator,channel,draft,invitation,password,provider,recovery code,session,smtp,token,webhook'.split(','),
  );
});

/** The code that an authenticator app shows at the house's time. */
const codeNow = (secret: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: house.clock.now().epochMilliseconds });

const leaksIn = (text: string) => [...secrets].filter(([, secret]) => text.includes(secret)).map(([name]) => name);

test('none of them lies open in the database, but in mails that wait to go out', async () => {
  const tables = await house.rows<{ name: string }>(`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`);
  expect(tables.length).toBeGreaterThan(60);
  const open: string[] = [];
  for (const { name } of tables) {
    const shown = name === 'mail.messages' ? "to_jsonb(t) - 'html' - 'text'" : 'to_jsonb(t)';
    const rows = await house.rows<{ text: string }>(
      `select coalesce(string_agg((${shown})::text, ' '), '') as text from ${name} t`,
    );
    const [{ text } = { text: '' }] = rows;
    const hex = [...secrets]
      .filter(([, secret]) => text.includes(Buffer.from(secret).toString('hex')))
      .map(([secret]) => `${secret} in bytes`);
    open.push(...[...leaksIn(text), ...hex].map((secret) => `${name}: ${secret}`));
  }
  expect(open).toEqual([]);
});

describe('what an owner can ask', () => {
  const operations = operationsOf(house.house).filter(({ meta }) => meta.kind === 'query');
  const inputs = async () => {
    const [endpoint] = (await owner.webhooks.endpoints({})).rows;
    return [
      {},
      { program },
      { id: endpoint?.id },
      { endpoint: endpoint?.id },
      { id: owner.accountId },
      { key: secrets.get('draft') },
    ];
  };

  test('no query answers one of them', async () => {
    let answered = 0;
    for (const { name, path } of operations) {
      for (const json of await inputs()) {
        const response = await house.request(`/rpc/${path.join('/')}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${owner.token}` },
          body: JSON.stringify({ json }),
        });
        const text = await response.text();
        expect(response.status, `${name} ${text.slice(0, 200)}`).toBeLessThan(500);
        if (response.status === 200) answered++;
        expect(leaksIn(text).map((secret) => `${name}: ${secret}`)).toEqual([]);
      }
    }
    expect(answered).toBeGreaterThan(operations.length);
  });

  test('nor does the log of what happened', async () => {
    const { text, rows } = await owner.audit.exportLog({ format: 'jsonl' });
    expect(rows).toBeGreaterThan(5);
    expect(leaksIn(text)).toEqual([]);
  });
});
