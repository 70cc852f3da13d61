/** First parts of the addresses that the server answers itself; all others are pages and files of the staff application. */
const PARTS = [
  'a',
  'api',
  'apply',
  'auth',
  'backups',
  'healthz',
  'lost-link',
  'm',
  'mail',
  'metrics',
  'opinion',
  'privacy',
  // a document that an applicant sent
  'programs/applications/[^/]+/documents',
  'public',
  'public\\.css',
  'rpc',
  'verifiers',
];

/** Matches a path (with its query) that is the server's. Vite's own server passes these on. */
export const ofServer = new RegExp(`^/(?:${PARTS.join('|')})(?:[/?]|$)`);
