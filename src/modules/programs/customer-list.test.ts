import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FoundCustomer, judgeCustomer } from './checks/not-customer.ts';
import { withoutPerson } from './commands/erase-evidence.ts';
import { foldCompany, readCustomers } from './customer-list.ts';

describe('company names', () => {
  test.each([
    ['Müller & Söhne GmbH', 'muller sohne'],
    ['MULLER SOHNE', 'muller sohne'],
    ['S.A.P. SE', 'sap'],
    ['Straße AG', 'strasse'],
    ['株式会社メルカリ', 'メルカリ'],
    ['Acme, Inc.', 'acme'],
    ['ACME Corporation', 'acme'],
    ['AB', 'ab'],
    ['Ｆｕｌｌ Width Ltd', 'full width'],
    ['!!!', ''],
  ])('%s is compared as %s', (name, folded) => expect(foldCompany(name)).toBe(folded));

  test('folding twice changes nothing, and marks, capitals and signs make no difference', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        const folded = foldCompany(name);
        expect(foldCompany(folded)).toBe(folded);
        expect(foldCompany(`  ${name} `)).toBe(folded);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a list of customers', () => {
  test('is read by the names of its columns, in any order', () => {
    const { customers, refused } = readCustomers(
      'Company Name;Account-ID;Website;Last payment\nAcme, Inc.;A-1;https://www.acme.example/shop mail.acme.example;2026-01-31\nBolt;B-2;;\n',
    );
    expect(refused).toEqual([]);
    expect(customers).toEqual([
      {
        number: 'A-1',
        name: 'Acme, Inc.',
        folded: 'acme',
        domains: ['acme.example', 'mail.acme.example'],
        lastPaidOn: '2026-01-31',
      },
      { number: 'B-2', name: 'Bolt', folded: 'bolt', domains: [], lastPaidOn: null },
    ]);
  });

  test('what is no customer is refused with its line and reason', () => {
    const rows = [
      '1,Acme,acme.example,2026-01-31',
      ',Nobody,,',
      '3,,,',
      '4,!!!,,',
      '5,Free,gmail.com,',
      '6,Odd,not a domain,',
      '7,Day,,31.01.2026',
      '8,Feb,,2026-02-30',
      '1,Twice,,',
    ];
    const { customers, refused } = readCustomers(`number,name,domains,last_paid_on\n${rows.join('\n')}`);
    expect(customers.map(({ number }) => number)).toEqual(['1']);
    expect(refused.map(({ line, why }) => [line, why.split(':')[0]])).toEqual([
      [3, 'The number is missing.'],
      [4, 'The name is missing.'],
      [5, 'The name has no letter or number in it.'],
      [6, 'gmail.com is a mail provider’s'],
      [7, 'not is not a domain.'],
      [8, '31.01.2026 is not a day'],
      [9, '2026-02-30 is not a day'],
      [10, 'This number stands further up already.'],
    ]);
  });

  test('without columns for number and name nothing is read', () => {
    expect(readCustomers('Acme,acme.example\n').missing).toEqual(['number', 'name']);
    expect(readCustomers('').missing).toEqual(['number', 'name']);
  });

  test('whatever is brought, every line is taken or refused, once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string(), fc.string(), fc.string()), { maxLength: 20 }), (rows) => {
        const lines = rows.map((row) => row.map((cell) => cell.replace(/[\r\n",;\t\uFEFF]/g, ' ')));
        const { customers, refused } = readCustomers(
          ['number,name,domains,last_paid_on', ...lines.map((row) => row.join(','))].join('\n'),
        );
        expect(customers.length + refused.length).toBe(
          lines.filter((row) => row.some((cell) => cell.trim() !== '')).length,
        );
        expect(new Set(customers.map(({ number }) => number)).size).toBe(customers.length);
      }),
      { numRuns: 500 },
    );
  });
});

test.each<[Partial<FoundCustomer>, string]>([
  [{ same_number: true }, 'bad'],
  [{ domain: 'acme.example' }, 'bad'],
  [{}, 'unclear'],
  [{ domain: 'acme.example', last_paid_on: null }, 'unclear'],
  [{ domain: 'acme.example', last_paid_on: '2025-03-09' }, 'good'],
  [{ domain: 'acme.example', last_paid_on: '2025-03-10' }, 'bad'],
])('a row like %j is %s', (change, finding) => {
  const row = { number: 'A-1', name: 'Acme', domain: null, same_number: false, last_paid_on: '2026-01-31', ...change };
  const judged = judgeCustomer(row, '2025-03-10');
  expect([judged.finding, judged.words]).toEqual([finding, expect.stringMatching(/^Acme \(A-1\) has /)]);
  const left = withoutPerson(
    { name: 'not-customer', words: '', evidence: [{ subject: 'A-1', ...judged }] },
    { name: null, address: 'ada@mail.acme.example' },
  );
  expect(JSON.stringify(left)).not.toContain('acme.example');
});
