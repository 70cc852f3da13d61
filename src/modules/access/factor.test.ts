import { Secret, TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '#tests/support/house.ts';
import { faultOf, type Visitor, visitor } from '#tests/support/visitor.ts';
import { writeAccount } from './accounts.ts';
import { forgetEnded } from './jobs.ts';
import type { Role } from './roles.ts';

const password = 'correct teapot marsh lantern';

/** The code that an authenticator app shows at the house's time. */
const shown = (house: TestHouse, secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: house.clock.now().epochMilliseconds });
const later = (house: TestHouse, seconds = 30) => house.clock.advance({ seconds });

async function person(house: TestHouse, name: string, role: Role = 'reviewer') {
  const mail = `${name}@example.org`;
  const id = await house.transact((c) =>
    writeAccount(c, { name, mail, password, role, program: null, grantedBy: null }),
  );
  const enter = async (): Promise<[Visitor, 'in' | 'factor' | 'set-up']> => {
    const browser = visitor(house);
    const { next } = await browser.access.signIn({ mail, password });
    return [browser, next];
  };
  return { id, mail, enter };
}

/** Signs somebody in and sets an authenticator app up. */
async function withApp(house: TestHouse, name: string, role: Role = 'reviewer') {
  const who = await person(house, name, role);
  const [browser] = await who.enter();
  const { factor, secret } = await browser.access.startFactor({});
  const { recoveryCodes } = await browser.access.confirmFactor({ factor, code: shown(house, secret) });
  later(house);
  return { ...who, browser, secret, recoveryCodes };
}

describe('an authenticator app', async () => {
  const house = await testHouse();

  test('counts only once its first code was given; from then on the password alone does not sign in', async () => {
    const ada = await person(house, 'ada');
    const [browser] = await ada.enter();
    const { factor, secret, picture } = await browser.access.startFactor({});
    expect(picture).toContain('<svg');
    expect((await ada.enter())[1]).toBe('in');
    expect(await faultOf(browser.access.confirmFactor({ factor, code: '000000' }))).toMatchObject({ code: 'INVALID' });
    const { recoveryCodes } = await browser.access.confirmFactor({ factor, code: shown(house, secret) });
    expect(recoveryCodes).toHaveLength(10);

    const [next, step] = await ada.enter();
    expect(step).toBe('factor');
    expect((await next.access.me({})).account).toBeNull();
    expect(await next.access.signInStep({})).toEqual({
      step: 'factor',
      takes: { code: true, recoveryCode: true, passkey: false },
    });
    later(house);
    expect((await next.access.answerFactor({ code: shown(house, secret) })).way).toBe('code');
    expect((await next.access.me({})).account?.id).toBe(ada.id);
    expect(next.jar.others.has('guildhall_step')).toBe(false);
    const facts = await house.rows<{ kind: string }>(
      `select kind from ledger.facts where about_id = '${ada.id}' and kind <> 'account.signed-in'`,
    );
    expect(facts.map((f) => f.kind)).toEqual(['factor.added']);
    expect((await house.mailbox(ada.mail)).map((m) => m.template)).toEqual(['access.sign-in-changed']);
  });

  test('says nothing about an account to whoever does not know its password', async () => {
    const kay = await withApp(house, 'kay');
    const tries = [
      { mail: kay.mail, password: 'wrong teapot marsh lantern' },
      { mail: 'nobody@example.org', password },
    ];
    const browser = visitor(house);
    const [known, unknown] = await Promise.all(tries.map((input) => faultOf(browser.access.signIn(input))));
    expect(known).toEqual(unknown);
    expect(browser.jar.others.has('guildhall_step')).toBe(false);
    expect((await browser.access.signInStep({})).step).toBeNull();
    expect((await faultOf(browser.access.answerFactor({ code: shown(house, kay.secret) })))?.rule).toBe(
      'access.step-over',
    );
  });

  test('takes each code once, even of two who send it at the same moment', async () => {
    const bea = await withApp(house, 'bea');
    const [one] = await bea.enter();
    const [two] = await bea.enter();
    const code = shown(house, bea.secret);
    const answers = await Promise.all([one, two].map((b) => faultOf(b.access.answerFactor({ code }))));
    expect(answers.filter((a) => a === null)).toHaveLength(1);
    expect(answers.find((a) => a !== null)).toMatchObject({ code: 'INVALID', fields: ['code'] });
    const loser = answers[0] === null ? two : one;
    expect((await faultOf(loser.access.answerFactor({ code })))?.code).toBe('INVALID');
    later(house);
    await loser.access.answerFactor({ code: shown(house, bea.secret) });
  });

  test('slows guessing down; a step ends after ten minutes and with a new password', async () => {
    const cay = await withApp(house, 'cay');
    const [browser] = await cay.enter();
    const guesses = [];
    for (let n = 0; n < 12; n++) guesses.push((await faultOf(browser.access.answerFactor({ code: '000000' })))?.code);
    expect(guesses.filter((code) => code === 'INVALID')).toHaveLength(10);
    expect(guesses.at(-1)).toBe('LIMITED');
    house.clock.advance({ minutes: 20 });
    expect((await faultOf(browser.access.answerFactor({ code: shown(house, cay.secret) })))?.rule).toBe(
      'access.step-over',
    );
    const [again] = await cay.enter();
    later(house);
    await house.rows(`update access.accounts set password_at = '${house.clock.now()}' where id = '${cay.id}'`);
    expect((await faultOf(again.access.answerFactor({ code: shown(house, cay.secret) })))?.rule).toBe(
      'access.step-over',
    );
  });

  test('keeps secret and recovery codes from whoever reads the database', async () => {
    const dee = await withApp(house, 'dee');
    const tables = ['access.factors', 'access.recovery_codes', 'house.secrets', 'access.steps'];
    for (const table of tables) {
      const kept = JSON.stringify(await house.rows(`select t::text from ${table} t`));
      for (const secret of [dee.secret, ...dee.recoveryCodes]) expect(kept).not.toContain(secret);
    }
    const secrets = await house.rows<{ name: string }>(
      `select name from house.secrets where name like 'access.factor.%'`,
    );
    expect(secrets.length).toBeGreaterThan(0);
  });

  test('is changed only by its holder, in person, who proved it a short time ago', async () => {
    const eve = await withApp(house, 'eve');
    house.clock.advance({ minutes: 31 });
    const { browser } = eve;
    expect((await browser.access.ownKeys({})).proved).toBe(false);
    expect((await faultOf(browser.access.removeFactor({})))?.rule).toBe('access.prove-first');
    expect((await faultOf(browser.access.renewRecoveryCodes({})))?.rule).toBe('access.prove-first');
    expect((await faultOf(browser.access.proveMyself({ password: 'wrong' })))?.fields).toEqual(['password']);
    await browser.access.proveMyself({ code: shown(house, eve.secret) });
    const { recoveryCodes } = await browser.access.renewRecoveryCodes({});
    expect(recoveryCodes.some((code) => eve.recoveryCodes.includes(code))).toBe(false);
    await browser.access.removeFactor({});
    expect(await browser.access.ownKeys({})).toMatchObject({ factor: null, recoveryCodesLeft: 0, proved: true });
    expect((await eve.enter())[1]).toBe('in');
    const kept = await house.rows(
      `select s.name from house.secrets s join access.factors f on s.name = 'access.factor.' || f.id where f.account = '${eve.id}'`,
    );
    expect(kept).toEqual([]);
    const token = await house.as('owner');
    expect((await faultOf(token.access.startFactor({})))?.code).toBe('FORBIDDEN');
  });

  test('does not concern API tokens', async () => {
    const fay = await withApp(house, 'fay');
    const { token } = await fay.browser.access.makeToken({ name: 'script', scopes: null, expiresAt: null });
    expect((await house.client({ authorization: `Bearer ${token}` }).access.me({})).account?.id).toBe(fay.id);
  });
});

describe('recovery codes', async () => {
  const house = await testHouse();

  test('open once each, also of two at the same moment; the holder is told', async () => {
    const gus = await withApp(house, 'gus');
    const code = gus.recoveryCodes[0] as string;
    const [one] = await gus.enter();
    const [two] = await gus.enter();
    const answers = await Promise.all(
      [one, two].map((b) => faultOf(b.access.answerFactor({ code: code.toUpperCase() }))),
    );
    expect(answers.filter((a) => a === null)).toHaveLength(1);
    expect((await (answers[0] === null ? one : two).access.ownKeys({})).recoveryCodesLeft).toBe(9);
    expect((await house.mailbox(gus.mail)).at(-1)?.text).toContain('9 are left');
  });

  test('new ones void the old', async () => {
    const hal = await withApp(house, 'hal');
    const { recoveryCodes } = await hal.browser.access.renewRecoveryCodes({});
    const [browser] = await hal.enter();
    expect((await faultOf(browser.access.answerFactor({ code: hal.recoveryCodes[3] as string })))?.code).toBe(
      'INVALID',
    );
    expect((await browser.access.answerFactor({ code: recoveryCodes[3] as string })).recoveryCodesLeft).toBe(9);
  });
});

describe('an organisation that asks for a second factor', async () => {
  const house = await testHouse();
  const owner = await house.as('owner');

  test('lets nobody in without; whoever has none sets one up at the next sign-in and is in by it', async () => {
    const ivy = await person(house, 'ivy', 'manager');
    const jon = await person(house, 'jon');
    const [before] = await ivy.enter();
    await owner.access.updateSignInSettings({ factorFor: 'owners-and-managers', passwordFor: 'everybody' });
    expect((await before.access.me({})).account?.id).toBe(ivy.id);
    expect((await jon.enter())[1]).toBe('in');

    const [browser, next] = await ivy.enter();
    expect(next).toBe('set-up');
    expect((await browser.access.me({})).account).toBeNull();
    expect((await faultOf(browser.access.answerFactor({ code: '000000' })))?.rule).toBe('access.step-over');
    const { factor, secret } = await browser.access.startFactor({});
    const { recoveryCodes } = await browser.access.confirmFactor({ factor, code: shown(house, secret) });
    expect(recoveryCodes).toHaveLength(10);
    expect((await browser.access.me({})).account?.id).toBe(ivy.id);
    expect((await faultOf(browser.access.removeFactor({})))?.rule).toBe('access.factor-needed');

    await owner.access.updateSignInSettings({ factorFor: 'everybody', passwordFor: 'everybody' });
    expect((await jon.enter())[1]).toBe('set-up');
    const facts = await house.rows(`select from ledger.facts where kind = 'sign-in.settings-changed'`);
    expect(facts).toHaveLength(2);
    await owner.access.updateSignInSettings({ factorFor: 'nobody', passwordFor: 'everybody' });
  });

  test('a stranger without the step sets nothing up', async () => {
    expect((await faultOf(house.stranger.access.startFactor({})))?.code).toBe('UNAUTHENTICATED');
  });

  test('an owner takes a lost factor away: sessions end, the password opens again, the holder is told', async () => {
    const kim = await withApp(house, 'kim');
    const manager = await house.as('manager');
    expect((await faultOf(manager.access.resetFactor({ account: kim.id })))?.code).toBe('FORBIDDEN');
    await owner.access.resetFactor({ account: kim.id });
    expect((await kim.browser.access.me({})).account).toBeNull();
    expect((await kim.enter())[1]).toBe('in');
    expect((await house.mailbox(kim.mail)).at(-1)?.text).toContain('took your second factor');
    expect((await faultOf(owner.access.resetFactor({ account: owner.accountId })))?.rule).toBe('access.own-account');
  });

  test('passwords can be for owners alone', async () => {
    const leo = await person(house, 'leo', 'manager');
    const mia = await person(house, 'mia', 'owner');
    await owner.access.updateSignInSettings({ factorFor: 'nobody', passwordFor: 'owners' });
    expect((await faultOf(leo.enter()))?.rule).toBe('access.password-off');
    expect((await mia.enter())[1]).toBe('in');
    await owner.access.updateSignInSettings({ factorFor: 'nobody', passwordFor: 'everybody' });
    expect((await leo.enter())[1]).toBe('in');
  });

  test('what was begun and not finished is forgotten', async () => {
    const ned = await person(house, 'ned');
    const [browser] = await ned.enter();
    await browser.access.startFactor({});
    house.clock.advance({ hours: 49 });
    await house.transact(forgetEnded);
    expect(await house.rows(`select from access.factors where account = '${ned.id}'`)).toEqual([]);
    expect(await house.rows('select from access.steps')).toEqual([]);
  });
});
