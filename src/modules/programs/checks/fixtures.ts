import type { Check, Checked, Outcome, Tools } from './check.ts';

/** An application for tests of a check alone; what is not said is of somebody at example.org who confirmed the address. */
export const checkedOf = (change: Partial<Checked> = {}): Checked => ({
  id: '00000000-0000-7000-8000-000000000001',
  program: '00000000-0000-7000-8000-000000000002',
  identity: '00000000-0000-7000-8000-000000000003',
  organisation: null,
  country: 'DE',
  namespaceKey: '',
  namespaceUrl: '',
  repositories: [],
  proofToken: 'token',
  forgeProofs: [],
  mailConfirmedAt: Temporal.Instant.from('2026-03-10T09:00:00Z'),
  submittedAt: Temporal.Instant.from('2026-03-10T08:00:00Z'),
  address: 'ada@example.org',
  subject: 'Marble Clock',
  embargo: [],
  requirements: [],
  answers: {},
  ...change,
});

/** Runs a check that asks nothing but the clock; anything else it wants has to be given. */
export function runAlone(check: Check, application: Checked, more: Partial<Tools> = {}): Promise<Outcome> {
  const run = { house: { clock: { now: () => Temporal.Instant.from('2026-03-10T09:00:00Z') } }, lastAttempt: true };
  return check.run(application, { run, ...more } as unknown as Tools);
}
