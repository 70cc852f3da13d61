import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CheckState,
  mayAcceptAgreement,
  mayAnswer,
  mayApprove,
  mayApproveAutomatically,
  mayAsk,
  mayDecide,
  mayRerun,
  mayUndo,
  mayWithdraw,
  type Records,
  STAGES,
  stageOf,
  WAITING_FOR,
} from './application.ts';
import { CHECKS } from './policy/requirements.ts';

const submitted: Records = {
  mailConfirmed: false,
  checks: new Map(CHECKS.map((name) => [name, 'waiting'])),
  openQuestion: false,
  decision: null,
  withdrawn: false,
  reopened: false,
  agreementAccepted: false,
  couponIssued: false,
  couponMissing: false,
  booked: false,
  renewsRevoked: false,
};
const with_ = (change: Partial<Records>, checks: Record<string, CheckState> = {}): Records => ({
  ...submitted,
  ...change,
  checks: new Map([...submitted.checks, ...Object.entries(checks)]),
});
const allPassed = Object.fromEntries(CHECKS.map((name) => [name, 'passed'] as const));
const approved = { verdict: 'approved', settled: true } as const;

describe('the stage follows from the records', () => {
  test.each([
    ['confirming', submitted],
    ['checking', with_({ mailConfirmed: true }, { 'osi-licences': 'running' })],
    ['proving', with_({ mailConfirmed: true }, { ...allPassed, 'control-proved': 'waiting' })],
    ['review', with_({ mailConfirmed: true }, { ...allPassed, 'osi-licences': 'unsure' })],
    ['needs-info', with_({ mailConfirmed: true, openQuestion: true }, allPassed)],
    ['approved', with_({ mailConfirmed: true, decision: approved }, allPassed)],
    ['awaiting-coupon', with_({ mailConfirmed: true, decision: approved, agreementAccepted: true }, allPassed)],
    ['coupon-sent', with_({ mailConfirmed: true, decision: approved, agreementAccepted: true, couponIssued: true })],
    [
      'awaiting-coupon',
      with_({
        mailConfirmed: true,
        decision: approved,
        agreementAccepted: true,
        couponIssued: true,
        couponMissing: true,
      }),
    ],
    [
      'active',
      with_({ mailConfirmed: true, decision: approved, agreementAccepted: true, couponIssued: true, booked: true }),
    ],
    ['refused', with_({ mailConfirmed: true, decision: { verdict: 'refused', settled: false } }, allPassed)],
    ['withdrawn', with_({ mailConfirmed: true, withdrawn: true }, allPassed)],
  ])('%s', (stage, records) => expect(stageOf(records)).toBe(stage));
});

const anyRecords: fc.Arbitrary<Records> = fc.record({
  mailConfirmed: fc.boolean(),
  checks: fc
    .array(
      fc.tuple(
        fc.constantFrom(...CHECKS),
        fc.constantFrom<CheckState>('waiting', 'running', 'passed', 'failed', 'unsure', 'unavailable'),
      ),
    )
    .map((entries) => new Map(entries)),
  openQuestion: fc.boolean(),
  decision: fc.option(
    fc.record({ verdict: fc.constantFrom('approved' as const, 'refused' as const), settled: fc.boolean() }),
  ),
  withdrawn: fc.boolean(),
  reopened: fc.boolean(),
  agreementAccepted: fc.boolean(),
  couponIssued: fc.boolean(),
  couponMissing: fc.boolean(),
  booked: fc.boolean(),
  renewsRevoked: fc.boolean(),
});

describe('whatever was recorded', () => {
  test("there is a stage, and it is somebody's turn or nobody's", () => {
    fc.assert(
      fc.property(anyRecords, (r) => {
        const stage = stageOf(r);
        expect(STAGES).toContain(stage);
        expect(['us', 'them', 'nobody']).toContain(WAITING_FOR[stage]);
      }),
    );
  });

  test('a decided or withdrawn application is not decided, asked or checked again', () => {
    fc.assert(
      fc.property(anyRecords, (r) => {
        fc.pre(r.withdrawn || r.decision !== null);
        expect(mayDecide(r)).not.toBeNull();
        expect(mayAsk(r)).not.toBeNull();
        expect(mayAnswer(r)).not.toBeNull();
        expect(mayRerun(r, 'osi-licences')).not.toBeNull();
      }),
    );
  });

  test('nobody approves what would renew a revoked membership; refusing it stays possible', () => {
    fc.assert(
      fc.property(anyRecords, (r) => {
        expect(mayApprove(r) === null).toBe(mayDecide(r) === null && !r.renewsRevoked);
      }),
    );
  });

  test('the rule approves only when every required check has passed and nothing is open', () => {
    fc.assert(
      fc.property(anyRecords, fc.boolean(), (r, automatic) => {
        const certain =
          automatic &&
          r.mailConfirmed &&
          !r.withdrawn &&
          !r.decision &&
          !r.openQuestion &&
          !r.renewsRevoked &&
          CHECKS.every((name) => r.checks.get(name) === 'passed');
        expect(mayApproveAutomatically(r, { automatic, required: CHECKS }) === null).toBe(certain);
      }),
    );
  });

  test('an applicant withdraws until the coupon is out, and accepts the agreement only of a settled approval', () => {
    fc.assert(
      fc.property(anyRecords, (r) => {
        if (mayWithdraw(r) === null) expect(r.couponIssued || r.withdrawn).toBe(false);
        if (mayAcceptAgreement(r) === null) expect([r.decision, r.renewsRevoked]).toEqual([approved, false]);
      }),
    );
  });
});

test('a decision can be undone until the instant at which it takes effect', () => {
  const finalAt = Temporal.Instant.from('2026-03-10T10:00:00Z');
  const before = finalAt.subtract({ milliseconds: 1 });
  expect(mayUndo({ finalAt, settled: false }, before)).toBeNull();
  expect(mayUndo({ finalAt, settled: false }, finalAt)?.rule).toBe('decision.final');
  expect(mayUndo({ finalAt, settled: true }, before)?.rule).toBe('decision.final');
  expect(mayUndo(null, before)?.rule).toBe('application.not-decided');
});
