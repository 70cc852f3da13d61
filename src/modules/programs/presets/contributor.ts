import { type Preset, privacyOf, USUAL, USUAL_REASONS } from './preset.ts';

/** People who contribute again and again: a licence of their own and a place among contributors. */
export const contributorPreset: Preset = {
  code: 'contributor',
  name: 'Contributor program',
  prefix: 'CON',
  words:
    'For people who contribute to your projects again and again. A person decides; a licence for one year, renewed by asking.',
  policy: {
    ...USUAL,
    summary:
      'For people who contribute to our projects: a licence of their own to build and test with, and a seat at the table.',
    form: {
      subject: 'person',
      repositories: false,
      fields: [
        {
          name: 'handle',
          kind: 'text',
          label: 'Your user name where you contribute',
          hint: 'We look your contributions up under it.',
        },
        {
          name: 'merged',
          kind: 'number',
          label: 'How many of your changes were merged in the last six months?',
          least: 0,
          most: 10_000,
        },
        {
          name: 'areas',
          kind: 'choices',
          label: 'What do you contribute?',
          choices: [
            { value: 'code', label: 'Code' },
            { value: 'documentation', label: 'Documentation' },
            { value: 'translation', label: 'Translation' },
            { value: 'design', label: 'Design' },
            { value: 'help', label: 'Help for others' },
          ],
        },
        {
          name: 'links',
          kind: 'long-text',
          label: 'Contributions that you are proud of',
          hint: 'Links, one a line.',
          required: false,
        },
      ],
    },
    benefit: {
      words:
        'The top tier for one user for one year, invitations to contributor calls, and recognition for what you do.',
      skus: { saas: 'CON-SAAS-1Y', 'self-managed': 'CON-SM-1Y' },
      seats: 1,
      termMonths: 12,
      checkoutUrl: 'https://shop.example.com/checkout/contributors',
    },
    promiseDays: 5,
    requirements: [
      { check: 'mail-confirmed', words: 'Your mail address is confirmed.' },
      {
        check: 'answers-meet',
        words: 'At least four of your changes were merged in the last six months.',
        with: {
          all: [
            { condition: { field: 'merged', atLeast: 4 }, words: 'At least four changes were merged in six months.' },
          ],
        },
      },
      { check: 'country-allowed', words: 'You do not apply from a country that we may not serve.' },
      { check: 'not-duplicate', words: 'You have no other membership or running application.' },
    ],
    statements: [
      { code: 'own-work', words: 'The contributions that I name are mine.' },
      { code: 'conduct', words: 'I keep to the code of conduct.' },
    ],
    automatic: false,
    membership: {
      levels: [
        { code: 'regular', label: 'Regular contributor', words: 'Four to 25 merged changes.' },
        { code: 'leading', label: 'Leading contributor', words: '26 to 75 merged changes.' },
        { code: 'core', label: 'Core contributor', words: 'Elected by the core team.' },
      ],
      activityMonths: 6,
    },
    renewal: { reminders: [30, 7] },
    agreement: {
      version: '2026-1',
      title: 'Contributor program agreement',
      text: [
        'The licence is for you alone, for one year. It does not renew by itself.',
        'It is for building, testing and showing what you contribute, not for work that somebody pays you for.',
        'Whoever contributes nothing for a year leaves the program with our thanks and can come back at any time.',
      ].join('\n\n'),
    },
    privacy: privacyOf('We look up your public contributions under the user name that you give.'),
    reasons: [
      {
        code: 'too-few',
        label: 'Not enough merged contributions yet',
        advice:
          'Apply again when four of your changes were merged within six months. Issues for newcomers are a good start.',
      },
      ...USUAL_REASONS,
    ],
  },
};
