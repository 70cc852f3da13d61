import { type Preset, privacyOf, USUAL, USUAL_REASONS } from './preset.ts';

/** Schools and universities: shown by the mail address of the institution. */
export const educationPreset: Preset = {
  code: 'education',
  name: 'Education program',
  prefix: 'EDU',
  words:
    'For schools and universities. The mail address shows the institution; where students share its domain, a person looks. One year, unlimited seats.',
  policy: {
    ...USUAL,
    summary:
      'For accredited, non-profit institutions whose main purpose is teaching: our top tier for one year, free of charge, for teaching, learning and research.',
    form: {
      subject: 'institution',
      repositories: false,
      fields: [
        { name: 'job-title', kind: 'text', label: 'Your position at the institution' },
        { name: 'website', kind: 'url', label: 'Web page of the institution' },
        {
          name: 'level',
          kind: 'choice',
          label: 'What kind of institution is it?',
          choices: [
            { value: 'university', label: 'University or college' },
            { value: 'vocational', label: 'Vocational school' },
            { value: 'school', label: 'School (primary or secondary)' },
            { value: 'other', label: 'Something else' },
          ],
        },
        {
          name: 'accredited',
          kind: 'yes-no',
          label: 'Is the institution accredited and does it grant degrees or diplomas?',
        },
        { name: 'non-profit', kind: 'yes-no', label: 'Is it not for profit?' },
        {
          name: 'use',
          kind: 'choices',
          label: 'What will it be used for?',
          choices: [
            { value: 'teaching', label: 'Teaching' },
            { value: 'research', label: 'Research that is not commercial' },
            { value: 'clubs', label: 'Student clubs and projects' },
            { value: 'administration', label: 'Running the institution itself' },
          ],
        },
        {
          name: 'youngest',
          kind: 'number',
          label: 'How old are the youngest who will use it?',
          least: 3,
          most: 120,
          when: [{ field: 'hosting', isOneOf: ['saas'] }],
        },
        { name: 'seats', kind: 'number', label: 'About how many people will use it?', least: 1, most: 1_000_000 },
      ],
    },
    benefit: {
      words:
        'The top tier for one year with as many seats as the institution needs and 50,000 compute minutes a month, hosted by us or self-managed.',
      skus: { saas: 'EDU-SAAS-1Y', 'self-managed': 'EDU-SM-1Y' },
      seats: null,
      termMonths: 12,
      checkoutUrl: 'https://shop.example.com/checkout/education',
    },
    promiseDays: 3,
    requirements: [
      { check: 'mail-confirmed', words: 'Your mail address is confirmed.' },
      {
        check: 'institution-mail',
        words: 'You apply from a mail address of the institution, and not as a student.',
      },
      {
        check: 'answers-meet',
        words:
          'The institution is accredited, not for profit, and uses it for teaching, learning or research; with us hosting it, everybody is at least 13 years old.',
        with: {
          all: [
            { condition: { field: 'accredited', isOneOf: ['yes'] }, words: 'The institution is accredited.' },
            { condition: { field: 'non-profit', isOneOf: ['yes'] }, words: 'The institution is not for profit.' },
            {
              condition: { field: 'use', isNoneOf: ['administration'] },
              words: 'It is not used to run the institution itself.',
            },
            {
              condition: { field: 'youngest', atLeast: 13 },
              words: 'Everybody who uses the hosted service is at least 13.',
              when: [{ field: 'hosting', isOneOf: ['saas'] }],
            },
          ],
        },
      },
      { check: 'within-limits', words: 'You have not applied more than five times within a year.' },
      { check: 'country-allowed', words: 'You do not apply from a country that we may not serve.' },
      { check: 'not-duplicate', words: 'The institution has no other membership or running application.' },
    ],
    statements: [
      {
        code: 'employed',
        words: 'I am employed by the institution and may act for it in this; I do not apply as a student.',
      },
      {
        code: 'use',
        words:
          'It is used for teaching, learning and research that is not commercial, never to run the institution or for work for others.',
      },
    ],
    automatic: true,
    renewal: { opensDays: 60, reminders: [60, 30, 7] },
    agreement: {
      version: '2026-1',
      title: 'Education program agreement',
      text: [
        'The membership is for the named institution, for one year from the booking. It does not renew by itself: a renewal is a new look under the rules of that day.',
        'It is for teaching, learning and research that is not commercial. Using it to run the institution, or for work for others, can be charged.',
        'If the institution no longer meets the requirements, tell us within 30 days. If we believe a requirement is broken we write to you, and you have 30 days to put it right before the membership ends.',
        'After the first year either side can end it with 60 days’ notice.',
      ].join('\n\n'),
    },
    privacy: privacyOf(
      'We compare the domain of your mail address with lists of academic institutions, and look at the web page that you name.',
    ),
    reasons: [
      {
        code: 'student',
        label: 'Only staff can apply',
        advice:
          'Ask a teacher or the administration of your institution to apply. As a student you can use it as soon as they did.',
      },
      {
        code: 'institution-unfit',
        label: 'The institution does not grant degrees or diplomas, or is for profit',
        advice: 'This program is for accredited institutions that are not for profit. Our other offers may fit.',
      },
      {
        code: 'own-operation',
        label: 'It would run the institution itself',
        advice: 'For administration and IT we have commercial offers; for teaching you can apply again.',
      },
      {
        code: 'mail',
        label: 'The mail address does not show the institution',
        advice: 'Apply from an address that the institution gives to its staff only.',
      },
      ...USUAL_REASONS,
    ],
  },
};
