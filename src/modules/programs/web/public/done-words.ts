import type { Done } from '../../public/status-routes.ts';

/** What was just done, for the top of the status page. */
export const doneWords: Record<Done, string> = {
  confirmed: 'Your mail address is confirmed. Keep the link to this page: we have mailed it to you as well.',
  looking: 'We are looking for the token now. Load this page again in a minute.',
  answered: 'Your answer has arrived. Our clock runs again.',
  written: 'Your message has arrived.',
  accepted: 'The agreement is accepted.',
  'address-asked': 'We have mailed a link to the new address. It counts once you open the link and confirm.',
  'address-changed': 'The new mail address counts from now on.',
  'consent-withdrawn': 'The consent is withdrawn.',
  withdrawn: 'The application is withdrawn.',
};
