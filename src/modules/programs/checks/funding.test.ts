import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutPerson } from '../commands/erase-evidence.ts';
import { CHECK_PARAMETERS } from '../policy/requirements.ts';
import { checkedOf, runAlone } from './fixtures.ts';
import { fundingCheck, judgeFunding } from './funding.ts';

const RULES = CHECK_PARAMETERS.funding.parse({
  atMost: 5_000_000,
  stages: ['pre-seed', 'seed'],
  trustedHosts: ['crunchbase.com', 'ycombinator.com'],
});
const RIGHT = {
  'funding-amount': '2,500,000',
  'funding-stage': 'seed',
  'funding-proof': 'https://www.crunchbase.com/organization/marble',
};
const judged = (answers: Record<string, string>) =>
  runAlone(fundingCheck, checkedOf({ answers, requirements: [{ check: 'funding', words: 'Funded.', with: RULES }] }));

test.each([
  [{}, 'passed'],
  [{ 'funding-amount': '5000000' }, 'passed'],
  [{ 'funding-amount': '5000000.01' }, 'failed'],
  [{ 'funding-amount': '-1' }, 'unsure'],
  [{ 'funding-amount': 'plenty' }, 'unsure'],
  [{ 'funding-stage': 'series-b' }, 'failed'],
  [{ 'funding-stage': '' }, 'unsure'],
  [{ 'funding-proof': 'https://blog.example/we-got-money' }, 'unsure'],
  [{ 'funding-proof': 'https://crunchbase.com.evil.example/x' }, 'unsure'],
  [{ 'funding-proof': 'https://crunchbase.com@evil.example/x' }, 'unsure'],
  [{ 'funding-proof': 'http://crunchbase.com/x' }, 'unsure'],
  [{ 'funding-proof': 'javascript:alert(1)' }, 'unsure'],
  [{ 'funding-proof': 'https://blog.example', 'funding-amount': '6000000' }, 'failed'],
])('%j is %s', async (change, state) => {
  expect((await judged({ ...RIGHT, ...change })).state).toBe(state);
});

test('a link is only ever one to a web page, whatever was typed', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('data:text/html,x', ' javascript:x', 'file:///x')),
      (text) => {
        for (const { href } of judgeFunding({ 'funding-proof': text }, RULES))
          expect(href ?? 'https:').toMatch(/^https?:/);
      },
    ),
    { numRuns: 1000 },
  );
});

test('what was answered goes with the erasure, and its link too', async () => {
  const left = withoutPerson({ name: 'funding', ...(await judged(RIGHT)) }, { name: null, address: null });
  expect(JSON.stringify(left)).not.toMatch(/2,500|crunchbase|“seed”/);
});
