/** What became of a coupon's mail, for people who run programs. */
const words: Record<string, string> = {
  held: 'Not sent: no mail server',
  queued: 'About to be sent',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Could not be delivered',
  uncertain: 'Uncertain: look at the mail',
  removed: 'Mail erased',
};

export const mailWords = (state: string): string => words[state] ?? state;
