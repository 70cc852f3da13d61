import type { Check } from './check.ts';

/** The applicant opened the link that was mailed to the address. */
export const mailConfirmedCheck: Check = {
  name: 'mail-confirmed',
  title: 'Mail address confirmed',
  run: async (application) => {
    const at = application.mailConfirmedAt;
    if (!at) return { state: 'waiting', words: 'The link mailed to the applicant was not opened yet.', evidence: [] };
    const evidence = {
      subject: 'Mail address',
      finding: 'good' as const,
      words: 'The mailed link was opened.',
      source: 'Guildhall',
      at: at.toString(),
      href: null,
    };
    return { state: 'passed', words: 'The mailed link was opened.', evidence: [evidence] };
  },
};
