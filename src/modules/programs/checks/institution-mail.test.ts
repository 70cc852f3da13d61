import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHECK_PARAMETERS } from '../policy/requirements.ts';
import { academic, academicData, parseAcademic } from './academic-domains.ts';
import { checkedOf, runAlone } from './fixtures.ts';
import { institutionMailCheck, judgeInstitution } from './institution-mail.ts';
import { domainOf, endingsOf, listedAs } from './mail-domain.ts';

const RULES = CHECK_PARAMETERS['institution-mail'].parse({});
const judged = async (address: string | null, change: Partial<typeof RULES> = {}) => {
  const requirements = [
    { check: 'institution-mail' as const, words: 'At an institution.', with: { ...RULES, ...change } },
  ];
  const { state, evidence } = await runAlone(institutionMailCheck, checkedOf({ address, requirements }));
  return [state, evidence[0]?.words];
};

describe('addresses of the world', () => {
  // None of these were written for the data: they are well-known institutions, their parts, and others that only look alike.
  test.each([
    ['ada@stanford.edu', 'passed', 'stanford.edu is a domain of Stanford University.'],
    ['ada@cs.stanford.edu', 'passed', 'cs.stanford.edu lies under stanford.edu, a domain of Stanford University.'],
    ['ada@ETHZ.CH', 'passed', undefined],
    ['ada@inf.ethz.ch.', 'passed', undefined],
    ['a@tum.de', 'passed', undefined],
    ['a@u-tokyo.ac.jp', 'passed', undefined],
    ['a@usp.br', 'passed', undefined],
    ['a@cam.ac.uk', 'passed', undefined],
    ['a@uct.ac.za', 'passed', undefined],
    ['a@stud.ethz.ch', 'unsure', undefined],
    ['a@alumni.stanford.edu', 'failed', undefined],
    ['a@nowhere-known.k12.ca.us', 'unsure', undefined],
    ['a@gmail.com', 'failed', 'gmail.com is a mail provider’s, not an institution’s.'],
    ['a@stanford.edu.evil.example', 'unsure', undefined],
    ['a@notstanford.edu', 'unsure', undefined],
    ['a@mailinator.com', 'failed', undefined],
    ['a@example.com', 'unsure', undefined],
    [null, 'unsure', undefined],
  ])('%s is %s', async (address, state, words) => {
    const [was, said] = await judged(address);
    expect([was, words === undefined ? undefined : said], String(said)).toEqual([state, words]);
  });

  test('the policy’s own lists win over the data, and a refusal over all', async () => {
    expect((await judged('a@stanford.edu', { neverAllowed: ['stanford.edu'], alsoAllowed: ['stanford.edu'] }))[0]).toBe(
      'failed',
    );
    expect((await judged('a@cs.stanford.edu', { shared: ['stanford.edu'] }))[0]).toBe('unsure');
    expect((await judged('a@lab.school.example', { alsoAllowed: ['school.example'] }))[0]).toBe('passed');
    expect((await judged('a@stanford.edu', { academic: false }))[0]).toBe('failed');
    expect((await judged('a@gmail.com', { alsoAllowed: ['gmail.com'] }))[0]).toBe('passed');
  });
});

describe('the data that are shipped', () => {
  const { day, entries } = academicData();
  const all = [...entries.values()].flat();

  test('say when they were taken, and hold the world’s institutions without words of people', () => {
    expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(all.filter(({ rule }) => rule === 'institution').length).toBeGreaterThan(25_000);
    expect(all.filter(({ rule }) => rule === 'stop').length).toBeGreaterThan(1000);
    expect(all.filter(({ domain, name }) => domainOf(`x.${domain}`) !== `x.${domain}` || /@|:\/\//.test(name))).toEqual(
      [],
    );
  });

  test('a domain on the stop list never passes, nor does one that lies under it', () => {
    for (const { domain, rule } of all)
      if (rule === 'stop' || rule === 'abused')
        for (const one of [domain, `x.${domain}`])
          expect(judgeInstitution(one, RULES, academic(one), null).finding, one).toBe(
            rule === 'stop' || academic(one)?.rule === 'stop' ? 'bad' : 'unclear',
          );
  });

  test('every institution’s domain is known as one unless it is stopped; what is only like it is not', () => {
    const institutions = all.filter(({ rule }) => rule === 'institution');
    fc.assert(
      fc.property(
        fc.constantFrom(...institutions),
        fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/),
        ({ domain, name }, label) => {
          const found = academic(domain);
          expect(found?.rule === 'institution' ? found.name : found?.rule).toBeOneOf([name, 'stop', 'abused']);
          const under = academic(`${label}.${domain}`);
          expect(under?.rule).not.toBeOneOf([undefined, 'ending']);
          expect(academic(`${label}${domain}`)?.domain ?? '').not.toBe(domain);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('a line that is none is said', () => {
    expect(() => parseAcademic('x.example\tperhaps')).toThrow('perhaps');
  });
});

describe('domains', () => {
  test.each([
    ['a@Example.ORG', 'example.org'],
    ['a@bücher.example', 'xn--bcher-kva.example'],
    ['"a@b"@c.example', 'c.example'],
    ['a@localhost', null],
    ['a@[127.0.0.1]', null],
    ['a@', null],
    ['', null],
    ['a@x..y', null],
  ])('%s', (address, domain) => expect(domainOf(address)).toBe(domain));

  test('whatever was typed, a domain comes out or nothing, and lists take it whole or by its end', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.emailAddress(), fc.webUrl()), (text) => {
        const domain = domainOf(text);
        if (domain === null) return;
        expect(domainOf(domain)).toBe(domain);
        for (const ending of endingsOf(domain)) expect(listedAs(domain, [ending])).toBe(ending);
        expect(listedAs(`x${domain}`, [domain])).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});
