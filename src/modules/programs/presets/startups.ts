import { type Preset, privacyOf, USUAL, USUAL_REASONS } from './preset.ts';

/** Young companies with money from outside: the share of the price grows with the years and the money. */
export const startupsPreset: Preset = {
  code: 'startups',
  name: 'Startups program',
  prefix: 'STA',
  words:
    'For young companies with funding. Seed pays nothing in the first year and half in the second; early pays half, then three quarters. At most 20 seats.',
  policy: {
    ...USUAL,
    summary:
      'For young companies with venture capital or an accelerator behind them: our top tier, free or at a reduced price, for two years.',
    form: {
      subject: 'company',
      repositories: false,
      fields: [
        { name: 'website', kind: 'url', label: 'Web page of the company' },
        {
          name: 'funding-stage',
          kind: 'choice',
          label: 'Which round was the last one?',
          choices: [
            { value: 'accelerator', label: 'Accelerator' },
            { value: 'seed', label: 'Seed' },
            { value: 'series-a', label: 'Series A' },
            { value: 'series-b', label: 'Series B' },
            { value: 'later', label: 'A later one' },
            { value: 'none', label: 'No money from outside' },
          ],
        },
        {
          name: 'funding-amount',
          kind: 'money',
          label: 'How much has the company raised in all?',
          currency: 'USD',
          least: 0,
        },
        {
          name: 'funding-proof',
          kind: 'url',
          label: 'Where can we read about it?',
          hint: 'A page of Crunchbase, PitchBook or the accelerator, or an announcement.',
        },
        { name: 'seats', kind: 'number', label: 'How many seats do you need?', least: 1, most: 20 },
        { name: 'support', kind: 'yes-no', label: 'Would you like to buy support as well?' },
        {
          name: 'billing-address',
          kind: 'long-text',
          label: 'Billing address',
          hint: 'Street, city, postcode, country.',
        },
      ],
    },
    benefit: {
      words:
        'The top tier for one year at a time, up to 20 seats, hosted by us or self-managed. Support is not included.',
      skus: { saas: 'STA-SAAS-1Y', 'self-managed': 'STA-SM-1Y' },
      seats: 20,
      termMonths: 12,
      checkoutUrl: 'https://shop.example.com/checkout/startups',
      tiers: [
        {
          code: 'seed-1',
          label: 'Seed, first year',
          words: 'Free of charge: raised up to 5 million US dollars.',
          when: [
            { field: 'funding-amount', atMost: 5_000_000 },
            { field: 'year', atMost: 1 },
          ],
          priceShare: 0,
        },
        {
          code: 'seed-2',
          label: 'Seed, second year',
          words: 'Half the price: raised up to 5 million US dollars.',
          when: [
            { field: 'funding-amount', atMost: 5_000_000 },
            { field: 'year', atLeast: 2, atMost: 2 },
          ],
          skus: { saas: 'STA-SAAS-1Y-50', 'self-managed': 'STA-SM-1Y-50' },
          priceShare: 50,
        },
        {
          code: 'early-1',
          label: 'Early, first year',
          words: 'Half the price: raised up to 20 million US dollars.',
          when: [
            { field: 'funding-amount', atMost: 20_000_000 },
            { field: 'year', atMost: 1 },
          ],
          skus: { saas: 'STA-SAAS-1Y-50', 'self-managed': 'STA-SM-1Y-50' },
          priceShare: 50,
        },
        {
          code: 'early-2',
          label: 'Early, second year',
          words: 'Three quarters of the price: raised up to 20 million US dollars.',
          when: [
            { field: 'funding-amount', atMost: 20_000_000 },
            { field: 'year', atLeast: 2, atMost: 2 },
          ],
          skus: { saas: 'STA-SAAS-1Y-75', 'self-managed': 'STA-SM-1Y-75' },
          priceShare: 75,
        },
      ],
    },
    promiseDays: 10,
    requirements: [
      { check: 'mail-confirmed', words: 'Your mail address is confirmed.' },
      { check: 'own-mail-domain', words: 'You apply from an address of the company, not of a mail provider.' },
      {
        check: 'funding',
        words:
          'The company has money from outside, up to 20 million US dollars in all, and shows where that can be read.',
        with: {
          atMost: 20_000_000,
          stages: ['accelerator', 'seed', 'series-a', 'series-b'],
          trustedHosts: ['crunchbase.com', 'pitchbook.com', 'ycombinator.com'],
        },
      },
      {
        check: 'not-customer',
        words: 'The company has not paid for our product within the last twelve months.',
      },
      { check: 'country-allowed', words: 'You do not apply from a country that we may not serve.' },
      { check: 'not-duplicate', words: 'The company has no other membership or running application.' },
    ],
    statements: [
      { code: 'may-act', words: 'I may act for the company, and what I have written here is true.' },
      { code: 'new-customer', words: 'The company has not paid for our product within the last year.' },
      { code: 'analytics', words: 'If we run it ourselves, usage figures stay switched on.' },
    ],
    automatic: false,
    review: { secondOpinion: 'approvals' },
    renewal: { opensDays: 60, reminders: [60, 30, 7] },
    agreement: {
      version: '2026-1',
      title: 'Startups program agreement',
      text: [
        'The membership is for the named company, for one year from the booking, at the price of its tier. It does not renew by itself.',
        'After two years the usual price holds; we talk with you before that.',
        'The company tells us of a new round within 30 days; it counts from the next year on.',
      ].join('\n\n'),
    },
    privacy: privacyOf(
      'We read the page that shows the funding, and compare the company with the list of our customers.',
    ),
    reasons: [
      {
        code: 'no-funding',
        label: 'No money from outside, or none that can be read about',
        advice: 'Apply again when a round or an accelerator is announced, with a link to it.',
      },
      {
        code: 'too-much-funding',
        label: 'More money than the program is for',
        advice: 'Our sales team has offers for companies that grow fast; write to us.',
      },
      {
        code: 'customer',
        label: 'The company is a customer already',
        advice: 'Talk with the person at our company who looks after yours.',
      },
      ...USUAL_REASONS,
    ],
  },
};
