import { describe, expect, test } from 'vitest';
import { STAGES } from '../../application.ts';
import { nextOf } from './next-of.ts';
import { stepsOf } from './steps-of.ts';
import type { Application, Check } from './types.ts';
import { wordsIn } from './words/index.ts';

const en = wordsIn('en');
const ZONE = 'Europe/Berlin';
const check = (name: string, state: Check['state']): Check => ({ name, title: name, state, words: '', evidence: [] });

const application = (change: Partial<Application>): Application => ({
  number: 'OSS-1',
  program: { slug: 'open-source', name: 'Open Source program', sample: false },
  project: 'Marble Clock',
  applicantName: 'Ada',
  address: 'ada@example.org',
  stage: 'review',
  since: '2026-03-10T09:00:00Z',
  waitingFor: 'us',
  clock: {
    state: 'running',
    health: 'in-time',
    promiseDays: 5,
    daysUsed: 1,
    daysLeft: 4,
    dueAt: '2026-03-17T16:00:00Z',
  },
  checks: [check('mail-confirmed', 'passed'), check('control-proved', 'passed'), check('osi-licences', 'unsure')],
  proof: null,
  question: null,
  messages: [],
  decision: null,
  appeal: null,
  silence: null,
  again: null,
  agreement: null,
  coupon: null,
  membership: null,
  consents: [],
  may: {
    withdraw: true,
    appeal: false,
    write: true,
    answer: false,
    proveControl: false,
    acceptAgreement: false,
    changeAddress: true,
  },
  ...change,
});

const decided = (verdict: 'approved' | 'refused'): Application['decision'] => ({
  verdict,
  reason: null,
  words: '',
  byRule: false,
  policyVersion: 1,
  at: '2026-03-12T09:00:00Z',
  finalAt: '2026-03-12T09:10:00Z',
  settled: true,
});

const places = (a: Application) => stepsOf(a, ZONE, en).map(({ name, place }) => `${name}: ${place}`);

describe('the way', () => {
  test('is at the decision while a person looks, with the day it is due', () => {
    expect(places(application({}))).toEqual([
      'Mail address confirmed: done',
      'Control of the project shown: done',
      'Checks: done',
      'Decision: here',
      'Agreement and coupon: ahead',
    ]);
    expect(stepsOf(application({}), ZONE, en)[3]?.words).toBe('by 17 March 2026');
  });

  test('tells of no proof where the policy asks for none', () => {
    const checks = [check('mail-confirmed', 'passed'), check('country-allowed', 'passed')];
    expect(places(application({ checks })).slice(0, 3)).toEqual([
      'Mail address confirmed: done',
      'Checks: done',
      'Decision: here',
    ]);
  });

  test('is at the proof while the token is missing, whatever the checks do', () => {
    const checks = [check('control-proved', 'waiting'), check('osi-licences', 'running')];
    expect(places(application({ stage: 'checking', checks })).slice(1, 3)).toEqual([
      'Control of the project shown: here',
      'Checks: ahead',
    ]);
  });

  test('ends where it ended', () => {
    const refused = application({ stage: 'refused', decision: decided('refused') });
    expect(places(refused).at(-1)).toBe('Not approved: stopped');
    expect(places(application({ stage: 'withdrawn' })).at(-1)).toBe('Withdrawn: stopped');
    expect(places(application({ stage: 'withdrawn' })).join()).not.toMatch(/here|ahead/);
  });

  test('has one place at most where the application is, in every stage', () => {
    for (const stage of STAGES)
      for (const decision of [null, decided('approved'), decided('refused')])
        expect(places(application({ stage, decision })).filter((p) => p.endsWith(': here')).length).toBeLessThan(2);
  });
});

describe('what happens next', () => {
  test('has a title and words in every stage, and says by when and why while we are at it', () => {
    for (const stage of STAGES) {
      const next = nextOf(
        application({ stage, membership: { startsAt: '2026-03-10T09:00:00Z', endsAt: '2027-03-10T09:00:00Z' } }),
        ZONE,
        en,
      );
      expect(next.title.length, stage).toBeGreaterThan(5);
      expect(next.words.join(' ').length, stage).toBeGreaterThan(20);
    }
    expect(nextOf(application({}), ZONE, en).words.slice(0, 2)).toEqual([
      'You hear from us by Tuesday, 17 March 2026, 17:00 (Europe/Berlin) (4 business days left).',
      'The Open Source program promises an answer within 5 business days after the mail address was confirmed; days in which we wait for you do not count.',
    ]);
  });

  test('says that we are late when we are', () => {
    const clock = { ...application({}).clock, health: 'late' as const, daysLeft: -2 };
    expect(nextOf(application({ clock }), ZONE, en).words[0]).toContain('and are late. We are sorry');
  });
});

test('words name days in the zone that they say, on both sides of a change of the clock', () => {
  expect(en.when('2026-03-29T00:30:00Z', ZONE)).toBe('Sunday, 29 March 2026, 01:30 (Europe/Berlin)');
  expect(en.when('2026-03-29T01:30:00Z', ZONE)).toBe('Sunday, 29 March 2026, 03:30 (Europe/Berlin)');
  expect(en.when('2026-03-10T23:30:00Z', 'Asia/Kolkata')).toBe('Wednesday, 11 March 2026, 05:00 (Asia/Kolkata)');
  expect(en.when('2026-03-10T00:00:00Z', 'UTC')).toBe('Tuesday, 10 March 2026, 00:00 (UTC)');
  expect(en.list(['CU', 'IR', 'SY'].map(en.country))).toBe('Cuba, Iran and Syria');
  expect(en.country('not a code')).toBe('not a code');
});
