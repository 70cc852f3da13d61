import { type Preset, privacyOf, USUAL, USUAL_REASONS } from './preset.ts';

/** Large open source projects that do more with us than use the product. */
export const partnersPreset: Preset = {
  code: 'open-source-partners',
  name: 'Open Source Partners',
  prefix: 'OSP',
  words:
    'By invitation: large open source projects with duties in return. Three years; contacts by role; a person decides, a second one agrees.',
  policy: {
    ...USUAL,
    summary:
      'For large open source projects that work with us: three years of our top tier, a direct line, and stories that we tell together.',
    form: {
      subject: 'project',
      repositories: true,
      fields: [
        {
          name: 'members',
          kind: 'number',
          label: 'How many people take part in the project?',
          least: 1,
          most: 10_000_000,
        },
        { name: 'seats', kind: 'number', label: 'How many seats do you need?', least: 1, most: 1_000_000 },
        { name: 'plans', kind: 'long-text', label: 'What would you like to do together with us?' },
        {
          name: 'owner-changes',
          kind: 'yes-no',
          label: 'Has the person who owns the subscription changed?',
          when: [{ field: 'kind', isOneOf: ['renewal'] }],
        },
      ],
    },
    benefit: {
      words:
        'The top tier for three years with as many seats as the project needs, 50,000 compute minutes a month, and a person to turn to.',
      skus: { saas: 'OSP-SAAS-3Y', 'self-managed': 'OSP-SM-3Y' },
      seats: null,
      termMonths: 36,
      delivery: 'hand',
      checkoutUrl: 'https://shop.example.com/quotes/open-source-partners',
    },
    promiseDays: 10,
    requirements: [
      { check: 'mail-confirmed', words: 'Your mail address is confirmed.' },
      { check: 'repositories-public', words: 'Every repository of the project can be read by everybody.' },
      { check: 'osi-licences', words: 'Every repository is under a licence approved by the Open Source Initiative.' },
      { check: 'country-allowed', words: 'You do not apply from a country that we may not serve.' },
      { check: 'not-duplicate', words: 'The project has no other membership or running application.' },
    ],
    statements: [
      { code: 'not-seeking-profit', words: 'The project does not seek profit.' },
      { code: 'may-act', words: 'I may act for the project, and what I have written here is true.' },
      { code: 'duties', words: 'The project takes the duties of a partner on itself.' },
    ],
    automatic: false,
    review: {
      secondOpinion: 'approvals',
      checklist: [
        { code: 'call', words: 'A call with the project took place.' },
        { code: 'contacts', words: 'Contacts are named: primary, alternate, marketing, technical.' },
        { code: 'logo', words: 'The logo and the right to show it have come.' },
      ],
    },
    membership: {
      entry: 'invitation',
      contacts: [
        { role: 'primary', label: 'Primary contact', required: true },
        { role: 'alternate', label: 'Alternate contact', required: true },
        { role: 'marketing', label: 'Marketing contact' },
        { role: 'technical', label: 'Technical contact' },
        { role: 'legal', label: 'Legal contact' },
      ],
      duties: [
        { code: 'case-study', words: 'Publish a case study together with us.' },
        { code: 'joint-event', words: 'Take part in one joint event a year.', everyMonths: 12 },
        { code: 'co-marketing', words: 'Tell of the partnership on the project’s own pages.' },
      ],
      secondSubscription: true,
    },
    renewal: { opensDays: 120, reminders: [120, 60, 30] },
    agreement: {
      version: '2026-1',
      title: 'Open Source Partners agreement',
      text: [
        'The partnership is for the named project, for 36 months from the booking. It does not renew by itself.',
        'The project stays public and under licences approved by the Open Source Initiative, and takes on the duties that the program names.',
        'If a requirement is no longer met we write to you, and you have 30 days to put it right before the partnership ends.',
      ].join('\n\n'),
    },
    privacy: privacyOf(
      'We read the public repositories you name to check their visibility and licences, and keep the contacts that you name for the partnership.',
    ),
    reasons: [
      {
        code: 'too-small',
        label: 'The project is not large enough for a partnership yet',
        advice: 'The Open Source program has the same product for you, without duties.',
      },
      {
        code: 'licence',
        label: 'Not every repository is under an OSI-approved licence',
        advice: 'Add an OSI-approved licence to every repository, then write to us.',
      },
      ...USUAL_REASONS,
    ],
  },
};
