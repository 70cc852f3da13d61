import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutPerson } from '../commands/erase-evidence.ts';
import { CHECK_PARAMETERS } from '../policy/requirements.ts';
import { academic } from './academic-domains.ts';
import { checkedOf, runAlone } from './fixtures.ts';
import { domainOf } from './mail-domain.ts';
import { providerData, providerOf } from './mail-providers.ts';
import { judgeOwnDomain, ownMailDomainCheck } from './own-mail-domain.ts';

const RULES = CHECK_PARAMETERS['own-mail-domain'].parse({});
const judged = (address: string | null, change: Partial<typeof RULES> = {}) => {
  const requirements = [{ check: 'own-mail-domain' as const, words: 'Your own.', with: { ...RULES, ...change } }];
  return runAlone(ownMailDomainCheck, checkedOf({ address, requirements }));
};

test.each([
  ['ada@gmail.com', 'failed'],
  ['ada@web.de', 'failed'],
  ['ada@yahoo.co.jp', 'failed'],
  ['ada@proton.me', 'failed'],
  ['x@privaterelay.appleid.com', 'failed'],
  ['x@mailinator.com', 'failed'],
  ['x@any.mailinator.com', 'failed'],
  ['x@YOPMAIL.com', 'failed'],
  ['ada@gitlab.com', 'passed'],
  ['ada@ibm.com', 'passed'],
  ['ada@stanford.edu', 'passed'],
  ['ada@notgmail.example', 'passed'],
  [null, 'unsure'],
])('%s is %s', async (address, state) => {
  expect((await judged(address)).state).toBe(state);
});

test('what the program takes passes: kinds that it does not refuse, and domains of its own list', async () => {
  expect((await judged('a@gmail.com', { refuseFree: false })).state).toBe('passed');
  expect((await judged('a@mailinator.com', { refuseFree: false })).state).toBe('failed');
  expect((await judged('a@mailinator.com', { refuseDisposable: false })).state).toBe('passed');
  expect((await judged('a@gmail.com', { alsoAllowed: ['gmail.com'] })).state).toBe('passed');
});

test('a domain that is called as its owner is erased with the address', async () => {
  const address = 'me@mail.ada-quill.example';
  const { state, evidence, words } = await judged(address);
  const left = withoutPerson({ name: 'own-mail-domain', words, evidence }, { name: null, address });
  expect([state, JSON.stringify(left)]).toEqual(['passed', expect.not.stringContaining('quill')]);
});

describe('the data that are shipped', () => {
  const { day, kinds } = providerData();

  test('hold tens of thousands of domains, each of which is one, and hardly an institution', () => {
    expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(kinds.size).toBeGreaterThan(60_000);
    const domains = [...kinds.keys()];
    expect(domains.filter((domain) => domainOf(domain) !== domain)).toEqual([]);
    expect(domains.filter((domain) => academic(domain)?.rule === 'institution').length).toBeLessThan(20);
  });

  test('a listed domain and all under it are found; one that only ends in its letters is not', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds.keys()), fc.stringMatching(/^[a-z]{1,8}$/), (domain, label) => {
        expect(providerOf(domain)?.kind).toBeDefined();
        expect(providerOf(`${label}.${domain}`)?.kind).toBeDefined();
        expect(judgeOwnDomain(`${label}.${domain}`, RULES, providerOf(`${label}.${domain}`)).finding).toBe('bad');
        expect(providerOf(`${label}0qz${domain}`)?.domain).not.toBe(domain);
      }),
      { numRuns: 2000 },
    );
  });
});
