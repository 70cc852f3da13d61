import type { z } from 'zod';
import type { policy } from '../policy.ts';

/** What a program can be made from: rules as they are shipped, which an installation publishes its own versions of. */
export type Preset = {
  code: string;
  name: string;
  /** The letters before its application numbers, if they are free. */
  prefix: string;
  /** For whoever chooses among presets: whom it is for and what it does by itself. */
  words: string;
  policy: z.input<typeof policy>;
};

/** Countries that the law keeps many companies from serving; each installation asks its own lawyers. */
export const EMBARGO = ['CU', 'IR', 'SY', 'KP', 'RU', 'BY'];

export const RETENTION = { draftDays: 30, refusedDays: 365, unconfirmedDays: 14 };

/** What follows every refusal, whatever the program is about. */
export const USUAL_REASONS = [
  {
    code: 'country',
    label: 'We may not serve this country',
    advice: 'The law does not allow us to serve this country. If your country is another one, write to us.',
  },
  {
    code: 'duplicate',
    label: 'There is a membership or application already',
    advice: 'Look for the earlier application in your mail, or ask us for its link.',
  },
  {
    code: 'not-shown',
    label: 'What the program asks for was not shown',
    advice: 'Our words above say what was missing. Apply again when you have it.',
  },
  {
    code: 'other',
    label: 'Another reason',
    advice: 'Our words above say what stood in the way. Write to us if you see it differently.',
  },
];

/** The privacy notice; `looked`: what is read besides the form. */
export const privacyOf = (looked: string) => ({
  version: '2026-1',
  text: [
    'We use your name, mail address, country and what you write here to decide on the application, to run the membership and to answer you. The people who review applications read it. We do not sell it.',
    looked,
    "Drafts are deleted some days after you last changed them; what is personal in refused and withdrawn applications is erased after the time stated on the program page. Members' data are kept for the term and as long as the law asks.",
    'You can withdraw the application and every consent on its status page at any time, and write to us there to see or correct your data.',
  ].join('\n\n'),
});

/** What all programs have in common at the start. */
export const USUAL = {
  undoMinutes: 10,
  embargo: EMBARGO,
  silence: { noticeAfterDays: 14, endsAfterDays: 20 },
  appeal: { days: 30 },
  satisfaction: {},
  retention: RETENTION,
} as const;
