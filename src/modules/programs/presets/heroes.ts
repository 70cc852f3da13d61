import { type Preset, privacyOf, USUAL, USUAL_REASONS } from './preset.ts';

/** People who speak, write and gather others: three levels, looked at twice a year. */
export const heroesPreset: Preset = {
  code: 'heroes',
  name: 'Heroes',
  prefix: 'HER',
  words:
    'People who speak, write and gather others. Nominated or applying; three levels; activity looked at every half year; alumni can come back.',
  policy: {
    ...USUAL,
    summary:
      'For people who run meetups, give talks, write, film or code so that others learn. Anybody can nominate somebody, or apply.',
    form: {
      subject: 'person',
      repositories: false,
      fields: [
        {
          name: 'place',
          kind: 'text',
          label: 'Where do you live?',
          hint: 'City or region, as it may stand on your profile.',
        },
        {
          name: 'acts',
          kind: 'choices',
          label: 'What do you do?',
          choices: [
            { value: 'meetups', label: 'Meetups' },
            { value: 'demos', label: 'Demonstrations' },
            { value: 'talks', label: 'Talks' },
            { value: 'blogs', label: 'Blog posts' },
            { value: 'code', label: 'Code' },
          ],
        },
        {
          name: 'log',
          kind: 'long-text',
          label: 'What you did in the last twelve months',
          hint: 'One a line, with the day and a link.',
        },
        { name: 'reach', kind: 'number', label: 'About how many people did you reach?', least: 0, required: false },
        { name: 'interests', kind: 'text', label: 'What do you care about most?', required: false },
      ],
    },
    benefit: {
      words:
        'Invitations to events, help with travel, early access to what we build, and, from Hero on, a personal licence for six months at a time.',
      skus: { saas: 'HER-SAAS-6M', 'self-managed': 'HER-SM-6M' },
      seats: 1,
      termMonths: 6,
      checkoutUrl: 'https://shop.example.com/checkout/heroes',
      tiers: [
        {
          code: 'contributor',
          label: 'Contributor',
          words: 'A place in the community and its monthly call.',
          skus: {},
        },
        { code: 'hero', label: 'Hero', words: 'All of that, a personal licence, and swag.' },
        { code: 'superhero', label: 'Superhero', words: 'All of that, help with travel, and a say in the program.' },
      ],
    },
    promiseDays: 10,
    requirements: [
      { check: 'mail-confirmed', words: 'Your mail address is confirmed.' },
      { check: 'country-allowed', words: 'You do not apply from a country that we may not serve.' },
      { check: 'not-duplicate', words: 'You are no member already, and have no other application.' },
    ],
    statements: [{ code: 'conduct', words: 'I keep to the code of conduct, on stage and off.' }],
    automatic: false,
    silence: { noticeAfterDays: 28, endsAfterDays: 35 },
    membership: {
      entry: 'nomination',
      levels: [
        { code: 'contributor', label: 'Contributor', words: 'Takes part now and then.', tier: 'contributor' },
        { code: 'hero', label: 'Hero', words: 'Takes part month after month.', tier: 'hero' },
        { code: 'superhero', label: 'Superhero', words: 'Brings others along.', tier: 'superhero' },
      ],
      activityMonths: 6,
    },
    renewal: { mode: 'automatic', opensDays: 30, reminders: [30] },
    agreement: {
      version: '2026-1',
      title: 'Heroes terms',
      text: [
        'You speak for yourself, not for us. You keep to the code of conduct.',
        'Every half year we look at what you did. Whoever had no time becomes an alumna or alumnus and can come back.',
        'The personal licence is for you alone.',
      ].join('\n\n'),
    },
    privacy: privacyOf('We read what you link to, and show your profile only where you agree.'),
    reasons: [
      {
        code: 'too-little',
        label: 'Too little happened in the last twelve months',
        advice:
          'Give a talk, write a post or help at a meetup, and apply again. We gladly tell you where help is wanted.',
      },
      ...USUAL_REASONS,
    ],
  },
};
