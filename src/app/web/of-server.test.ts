import { expect, test } from 'vitest';
import { modules } from '../modules.ts';
import { ofServer } from './of-server.ts';

const routes = modules.flatMap((module) => module.publicRoutes ?? []).map(({ path }) => path);

test('there are public pages, mails and downloads to pass on', () => {
  expect(routes).toEqual(expect.arrayContaining(['/apply', '/a/:key', '/mail/messages/:id/frame']));
});

test.each([
  ...routes,
  '/rpc/access/me',
  '/api',
  '/api?x',
  '/healthz',
  '/metrics',
  '/public/fonts/a.woff2',
  '/public.css',
])('%s is the server’s', (path) => expect(path).toMatch(ofServer));

test.each([
  '/',
  '/assets/app.js',
  '/programs/applications',
  '/settings/outbox',
  '/settings/verifiers',
  '/programs/members/1',
  '/settings/backups',
  '/apply.js',
  '/main.tsx',
])('%s is not', (path) => expect(path).not.toMatch(ofServer));
