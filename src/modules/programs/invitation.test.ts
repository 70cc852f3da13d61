import { expect, test } from 'vitest';
import { invitationStateAt, mayResend, mayUse, mayWithdrawInvitation } from './invitation.ts';

const at = (text: string) => Temporal.Instant.from(text);
const expiresAt = at('2026-05-01T00:00:00Z');
const withdrawnAt = at('2026-04-02T00:00:00Z');
const now = at('2026-04-30T23:59:59Z');

test('the state follows from what was recorded; used outweighs withdrawn, withdrawn outweighs time', () => {
  const state = (change: Partial<Parameters<typeof invitationStateAt>[0]>, when = now) =>
    invitationStateAt({ expiresAt, withdrawnAt: null, used: false, ...change }, when);
  expect(state({})).toBe('open');
  expect(state({}, expiresAt)).toBe('expired');
  expect(state({ withdrawnAt })).toBe('withdrawn');
  expect(state({ withdrawnAt }, expiresAt)).toBe('withdrawn');
  expect(state({ withdrawnAt, used: true }, expiresAt)).toBe('used');
});

test('only an open one is used or withdrawn; one that is too old can be sent again', () => {
  expect([mayUse('open'), mayResend('open'), mayResend('expired'), mayWithdrawInvitation('open')]).toEqual(
    Array.from({ length: 4 }, () => null),
  );
  for (const state of ['used', 'withdrawn'] as const) {
    expect(mayUse(state)?.rule).toBe(`invitation.${state}`);
    expect(mayResend(state)?.rule).toBe(`invitation.${state}`);
  }
  expect(mayUse('expired')?.rule).toBe('invitation.expired');
  expect(mayWithdrawInvitation('expired')?.rule).toBe('invitation.expired');
});
