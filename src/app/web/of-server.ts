/** First parts of the addresses that the server answers itself; all others are pages and files of the staff application. */
const PARTS = [
  'a',
  'api',
  'apply',
  'auth',
  'backups',
  'healthz',
  'lost-link',
  'mail',
  'metrics',
  'privacy',
  'public',
  'public\\.css',
  'rpc',
];

/** Matches a path (with its query) that is the server's. Vite's own server passes these on. */
export const ofServer = new RegExp(`^/(?:${PARTS.join('|')})(?:[/?]|$)`);
