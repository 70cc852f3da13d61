type Words = { short: string; long: string };

/** What became of a coupon's mail, for people who run programs: a word for a row, a sentence where there is room. */
const words: Record<string, Words> = {
  held: { short: 'Not sent yet', long: 'Not sent yet: no mail server is set up, so it waits in the outbox' },
  queued: { short: 'About to go', long: 'About to be sent' },
  sending: { short: 'Being sent', long: 'Being sent' },
  sent: { short: 'Sent', long: 'Sent' },
  failed: { short: 'Not delivered', long: 'Could not be delivered' },
  uncertain: { short: 'Uncertain', long: 'Uncertain: the mail server never said whether it took it' },
  erased: { short: 'Erased unsent', long: 'Never sent: its personal values were erased before' },
  removed: { short: 'Erased', long: 'Erased with the personal values of the application' },
};

export const mailWords = (state: string): Words => words[state] ?? { short: state, long: state };
