import { type Preset, privacyOf, USUAL, USUAL_REASONS } from './preset.ts';

/** Foundations and consortia that would have us as a member: scored, then the best are joined. */
export const consortiumPreset: Preset = {
  code: 'consortium',
  name: 'Consortium membership',
  prefix: 'CSM',
  words:
    'Foundations and consortia that ask you to join or sponsor them. Several people score each proposal; the median ranks them.',
  policy: {
    ...USUAL,
    summary:
      'Foundations and consortia of open source tell us here why we should become a member or a sponsor. We decide twice a year.',
    form: {
      subject: 'institution',
      repositories: false,
      fields: [
        { name: 'website', kind: 'url', label: 'Your web page' },
        {
          name: 'level',
          kind: 'choice',
          label: 'What do you propose?',
          choices: [
            { value: 'member', label: 'Membership' },
            { value: 'sponsor', label: 'Sponsorship of an event or a project' },
          ],
        },
        { name: 'cost', kind: 'money', label: 'What does it cost us a year?', currency: 'USD', least: 0 },
        {
          name: 'event-date',
          kind: 'date',
          label: 'When is the event?',
          required: false,
          when: [{ field: 'level', isOneOf: ['sponsor'] }],
        },
        { name: 'others', kind: 'long-text', label: 'Who is a member already?' },
      ],
    },
    benefit: {
      words: 'We become a member or a sponsor for a year and take part in what you do.',
      skus: {},
      seats: null,
      termMonths: 12,
      delivery: 'none',
      checkoutUrl: 'https://example.com/consortia',
    },
    promiseDays: 30,
    requirements: [
      { check: 'mail-confirmed', words: 'Your mail address is confirmed.' },
      { check: 'country-allowed', words: 'You do not apply from a country with which we may not trade.' },
      { check: 'not-duplicate', words: 'You have no other proposal that is still open.' },
    ],
    statements: [{ code: 'may-act', words: 'I may speak for the organisation, and what I have written here is true.' }],
    automatic: false,
    review: {
      scoring: {
        criteria: [
          {
            code: 'awareness',
            label: 'Awareness',
            words: 'How many of the people we want to reach see it?',
            weight: 2,
          },
          { code: 'ease', label: 'Ease of working together', words: 'How much of our time does it take?', weight: 1 },
          {
            code: 'pool',
            label: 'Contribution and hiring pool',
            words: 'Do people there contribute to us, or could they work here?',
            weight: 2,
          },
        ],
        combine: 'median',
        blind: true,
        leastReviewers: 3,
      },
    },
    membership: {
      contacts: [
        { role: 'primary', label: 'Primary contact', required: true },
        { role: 'finance', label: 'Contact for invoices' },
      ],
    },
    renewal: { opensDays: 90, reminders: [90, 30] },
    agreement: {
      version: '2026-1',
      title: 'Terms of our membership',
      text: 'The membership or sponsorship is for one year. It does not renew by itself; tell us a month before its end whether it should.',
    },
    privacy: privacyOf('We read the web page that you name.'),
    reasons: [
      {
        code: 'ranked-lower',
        label: 'Other proposals ranked higher',
        advice: 'We take part in a few consortia at a time. Propose it again in the next round.',
      },
      {
        code: 'budget',
        label: 'The budget of this period is spent',
        advice: 'Propose it again for the next fiscal year.',
      },
      ...USUAL_REASONS,
    ],
  },
};
