import { type Policy, policy } from '../policy.ts';

/** The Open Source program as it is shipped: a starting point that an installation publishes its own versions of. */
export const openSourcePreset: { slug: string; name: string; prefix: string; policy: Policy } = {
  slug: 'open-source',
  name: 'Open Source program',
  prefix: 'OSS',
  policy: policy.parse({
    summary:
      'For open source projects: our top tier for one year, free of charge. Every repository of the project must be public and under a licence approved by the Open Source Initiative.',
    benefit: {
      words:
        'The top tier for one year with unlimited seats for the project and 50,000 compute minutes a month. Support is not included.',
      skus: { saas: 'OSS-SAAS-1Y', 'self-managed': 'OSS-SM-1Y' },
      seats: null,
      termMonths: 12,
      checkoutUrl: 'https://shop.example.com/checkout/open-source',
    },
    promiseDays: 5,
    requirements: [
      { check: 'mail-confirmed', words: 'Your mail address is confirmed.' },
      { check: 'control-proved', words: 'You control the project: you can place a one-time token in it.' },
      { check: 'repositories-public', words: 'Every repository of the project can be read by everybody.' },
      { check: 'osi-licences', words: 'Every repository is under a licence approved by the Open Source Initiative.' },
      { check: 'country-allowed', words: 'You do not apply from a country that we may not serve.' },
      { check: 'not-duplicate', words: 'The project has no other membership or running application.' },
    ],
    statements: [
      {
        code: 'not-seeking-profit',
        words: 'The project does not seek profit: it does not sell services, licences or support for its own gain.',
      },
      { code: 'may-act', words: 'I may act for the project, and what I have written here is true.' },
    ],
    embargo: ['CU', 'IR', 'SY', 'KP', 'RU', 'BY'],
    automatic: true,
    undoMinutes: 10,
    silence: { noticeAfterDays: 14, endsAfterDays: 20 },
    appeal: { days: 30 },
    renewal: { mode: 'fresh', opensDays: 60, graceDays: 30, reminders: [60, 30, 7] },
    satisfaction: {},
    agreement: {
      version: '2026-1',
      title: 'Open Source program agreement',
      text: [
        'The membership is for the named project only, for one year from the booking. It does not renew by itself.',
        'The project stays public and under licences approved by the Open Source Initiative for the whole term.',
        'If the project no longer meets the requirements, tell us within 30 days. If we believe a requirement is broken we write to you, and you have 30 days to put it right before the membership ends.',
        'The coupon is for the project and must not be sold or passed on.',
      ].join('\n\n'),
    },
    privacy: {
      version: '2026-1',
      text: [
        'We use your name, mail address, country and what you write here to decide on the application, to run the membership and to answer you. The people who review applications read it. We do not sell it.',
        'We read the public repositories you name to check their visibility and licences, and keep what we found as evidence.',
        "Drafts are deleted some days after you last changed them; what is personal in refused and withdrawn applications is erased after the time stated on the program page. Members' data are kept for the term and as long as the law asks.",
        'You can withdraw the application and every consent on its status page at any time, and write to us there to see or correct your data.',
      ].join('\n\n'),
    },
    reasons: [
      {
        code: 'licence',
        label: 'Not every repository is under an OSI-approved licence',
        advice: 'Add an OSI-approved licence to every repository, then apply again.',
      },
      {
        code: 'not-public',
        label: 'Not every repository is public',
        advice: 'Make every repository of the project readable by everybody, then apply again.',
      },
      {
        code: 'seeks-profit',
        label: 'The project seeks profit',
        advice: 'This program is for projects that do not seek profit. Our other offers may fit.',
      },
      {
        code: 'no-control',
        label: 'Control of the project was not shown',
        advice: 'Ask somebody who may change the repositories to apply, or to place the token.',
      },
      {
        code: 'country',
        label: 'We may not serve this country',
        advice: 'The law does not allow us to serve this country. If your country is another one, write to us.',
      },
      {
        code: 'duplicate',
        label: 'The project has a membership or application already',
        advice: 'Look for the earlier application in your mail, or ask us for its link.',
      },
      {
        code: 'not-a-project',
        label: 'There is no project that others use or take part in',
        advice: 'Apply again when the project has content that others can use.',
      },
      {
        code: 'other',
        label: 'Another reason',
        advice: 'Our words above say what stood in the way. Write to us if you see it differently.',
      },
    ],
    retention: { draftDays: 30, refusedDays: 365, unconfirmedDays: 14 },
  }),
};
