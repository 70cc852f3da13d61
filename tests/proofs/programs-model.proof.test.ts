import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testHouse } from '../support/house.ts';
import { type Act, anyStep, START } from './programs-steps.ts';
import { walks } from './programs-walk.ts';

const FULL = process.env.GUILDHALL_PROVE === 'full';
const RUNS = FULL ? { numRuns: 100, steps: 100 } : { numRuns: 2, steps: 60 };
const { go, done, walked } = await walks(await testHouse({ now: START }));

test('whatever is done in whatever order, the program does what its reference says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: RUNS.steps, maxLength: RUNS.steps, size: 'max' }), go),
    { numRuns: RUNS.numRuns, ...(FULL ? {} : { seed: 4_2026 }), endOnFailure: true },
  );
  if (FULL) console.log(`${walked()} steps, done:`, Object.fromEntries(done));
  expect(walked()).toBeGreaterThanOrEqual(RUNS.numRuns * RUNS.steps);
  // A proof in which nothing happened proves nothing.
  const usual: Act[] = ['confirm', 'approve', 'accept'];
  const rare: Act[] = [
    ...([
      'refuse',
      'undo',
      'ask',
      'answer',
      'book',
      'reopen',
      'withdraw',
      'renew',
      'keep',
      'replace-code',
      'replace-hosting',
    ] as const),
    ...([
      'resend',
      'ask-second',
      'second',
      'decline-second',
      'breach',
      'cure',
      'revoke',
      'severe',
      'alumni',
      'reinstate',
      'transfer',
    ] as const),
  ];
  for (const act of FULL ? [...usual, ...rare] : usual) expect(done.get(act) ?? 0, act).toBeGreaterThan(0);
}, 3_600_000);
