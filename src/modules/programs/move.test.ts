import { describe, expect, test } from 'vitest';
import type { Records } from './application.ts';
import { asksAnything, type Movable, mayMove, moveTo } from './move.ts';
import { type Policy, policy as policySchema } from './policy.ts';
import { openSourcePreset } from './presets/open-source.ts';

const base: Policy = policySchema.parse({
  ...openSourcePreset.policy,
  requirements: openSourcePreset.policy.requirements.filter(({ check }) =>
    ['mail-confirmed', 'country-allowed', 'not-duplicate'].includes(check),
  ),
});
const version = (change: object = {}, number = 2) => ({
  version: number,
  policy: policySchema.parse({ ...base, ...change }),
});
const records = (change: Partial<Records> = {}): Records => ({
  ...{ mailConfirmed: true, openQuestion: false, decision: null, withdrawn: false, reopened: false },
  ...{ agreementAccepted: false, couponIssued: false, couponMissing: false, booked: false, renewsRevoked: false },
  checks: new Map(base.requirements.map(({ check }) => [check, 'passed'])),
  ...change,
});
const application = (change: Partial<Movable> = {}): Movable => ({
  ...{ records: records(), erased: false, version: 1, policy: base, hosting: 'saas', answers: { purpose: 'A clock.' } },
  ...{ known: { country: 'DE', hosting: 'saas', kind: 'new', year: '1' }, statements: base.statements },
  ...{
    namesRepositories: true,
    agreed: base.privacy.version,
    appealOpen: false,
    proposalOpen: false,
    exceptionOpen: false,
    askedByMove: false,
    scored: false,
    round: null,
  },
  ...change,
});
const field = (name: string, more: object = {}) => ({ name, kind: 'text', label: name, ...more });
const form = (fields: object[], more: object = {}) => ({ form: { ...base.form, fields, ...more } });
const requirement = (check: string, more: object = {}) => ({ check, words: check, ...more });
const rule = (m: Movable, to = version()) => mayMove(m, to)?.rule ?? null;

describe('may it be moved', () => {
  test('an undecided one to a newer version, and to no other', () => {
    expect(rule(application())).toBeNull();
    expect(rule(application(), version({}, 1))).toBe('move.same-version');
    expect(rule(application({ version: 3 }))).toBe('move.older-version');
  });

  test.each([
    ['application.already-decided', { records: records({ decision: { verdict: 'approved', settled: false } }) }],
    ['application.withdrawn', { records: records({ withdrawn: true }) }],
    ['application.erased', { erased: true }],
    ['move.appeal-open', { appealOpen: true, records: records({ decision: { verdict: 'refused', settled: true } }) }],
    ['move.proposal-open', { proposalOpen: true }],
    ['move.exception-open', { exceptionOpen: true }],
  ] as [string, Partial<Movable>][])('%s', (code, change) => expect(rule(application(change))).toBe(code));

  test('in a round all are judged by the same version; scores by other criteria do not count there', () => {
    const criteria = [{ code: 'merit', label: 'Merit', words: 'How good it is.', weight: 1, most: 10 }];
    const scoring = { criteria, combine: 'mean', blind: false, leastReviewers: 1 };
    const scores = version({ review: { ...base.review, scoring } });
    expect(rule(application({ round: 'Spring', policy: scores.policy }), scores)).toBe('move.in-round');
    expect(rule(application({ round: 'Spring' }))).toBeNull();
    expect(rule(application({ scored: true, policy: scores.policy }), scores)).toBeNull();
    expect(rule(application({ scored: true, policy: scores.policy }))).toBe('move.scored');
  });

  test('what a question cannot ask leaves it where it is', () => {
    expect(rule(application(), version(form([], { subject: 'company' })))).toBe('move.subject');
    const bare = policySchema.parse({ ...base, ...form([], { repositories: false }) });
    expect(rule(application({ policy: bare, namesRepositories: false }))).toBe('move.repositories');
    const benefit = { ...base.benefit, skus: { 'self-managed': 'SM' }, tiers: [] };
    expect(rule(application(), version({ benefit }))).toBe('move.hosting');
    expect(moveTo(application({ hosting: null }), version({ benefit })).hosting).toBe('self-managed');
  });

  test('it is asked one thing at a time, and nothing before the address is known to be theirs', () => {
    const asks = version(form([field('team')]));
    expect(rule(application(), asks)).toBeNull();
    expect(rule(application({ records: records({ openQuestion: true }) }), asks)).toBe('application.question-open');
    expect(rule(application({ records: records({ openQuestion: true }) }))).toBeNull();
    expect(rule(application({ records: records({ openQuestion: true }), askedByMove: true }), asks)).toBeNull();
    const unconfirmed = application({ records: records({ mailConfirmed: false }) });
    expect(rule(unconfirmed, asks)).toBe('application.mail-not-confirmed');
    expect(rule(unconfirmed)).toBeNull();
  });
});

describe('what it does', () => {
  test('checks that are alike stay, others are new, looked at anew or dropped', () => {
    const to = version({
      embargo: ['KP'],
      requirements: [
        requirement('mail-confirmed'),
        requirement('country-allowed'),
        requirement('within-limits', { with: { verifications: 2 } }),
      ],
    });
    expect(moveTo(application(), to).checks).toEqual({
      ...{ kept: ['mail-confirmed'], anew: ['country-allowed'] },
      ...{ added: ['within-limits'], dropped: ['not-duplicate'] },
    });
    const later = version({ requirements: [...base.requirements, requirement('within-limits')] });
    expect(moveTo(application(), later).checks).toMatchObject({ anew: [], added: ['within-limits'], dropped: [] });
  });

  test('other words of a requirement are no other requirement', () => {
    const requirements = base.requirements.map((each) => ({ ...each, words: 'Said otherwise.' }));
    expect(moveTo(application(), version({ requirements })).checks.kept).toHaveLength(3);
  });

  test('it asks for what is missing or no longer fits, and what hangs on it; not for what was answered', () => {
    const fields = [
      field('team'),
      field('size', { kind: 'choice', choices: [{ value: 'small', label: 'Small' }] }),
      field('optional', { required: false }),
      field('why', { when: [{ field: 'size', isOneOf: ['small'] }] }),
      field('answered'),
    ];
    const m = application({ answers: { purpose: 'x', size: 'huge', answered: 'yes' } });
    expect(moveTo(m, version(form(fields))).asks.fields).toEqual(['team', 'size', 'why']);
  });

  test('a statement in other words is signed again; an unchanged one stands', () => {
    const [first, ...others] = base.statements;
    const statements = [{ ...first, words: 'Something else.' }, ...others];
    expect(moveTo(application(), version({ statements })).asks.statements).toEqual([first?.code]);
    const privacy = { ...base.privacy, version: 'next' };
    expect(moveTo(application(), version({ privacy })).asks).toEqual({ fields: [], statements: [], privacy: true });
    expect(asksAnything(moveTo(application(), version()).asks)).toBe(false);
  });

  test('the promise is never taken back, and a shorter one is given', () => {
    const days = (promiseDays: number) => moveTo(application(), version({ promiseDays })).promiseDays;
    expect([days(base.promiseDays + 10), days(base.promiseDays), days(1)]).toEqual([
      base.promiseDays,
      base.promiseDays,
      1,
    ]);
  });

  test('the rule approves at once where nothing is left to be looked at or asked', () => {
    const fewer = { automatic: true, requirements: [requirement('mail-confirmed')] };
    const failing = application({
      records: records({
        checks: new Map([['mail-confirmed', 'passed'] as const, ['not-duplicate', 'failed'] as const]),
      }),
    });
    expect(moveTo(failing, version(fewer)).approves).toBe(true);
    expect(moveTo(failing, version({ automatic: true })).approves).toBe(false);
    expect(moveTo(failing, version({ ...fewer, automatic: false })).approves).toBe(false);
    expect(moveTo(failing, version({ ...fewer, ...form([field('team')]) })).approves).toBe(false);
    expect(moveTo({ ...failing, records: { ...failing.records, reopened: true } }, version(fewer)).approves).toBe(
      false,
    );
  });

  test('what only the applicant can do is told where it is new', () => {
    const to = version({
      requirements: [...base.requirements, requirement('control-proved'), requirement('document')],
    });
    expect(moveTo(application(), to).toDo).toEqual(['control-proved', 'document']);
    expect(moveTo(application({ records: records({ mailConfirmed: false }) }), to).toDo).toEqual([]);
  });
});
