import type { PublicRoute } from '#kernel/http/public-route.ts';
import { newId } from '#kernel/ids.ts';
import { ask } from './ask.ts';
import { keyOf } from './keys.ts';

/**
 * Links that do something. Mail scanners open every link, so opening shows one button and only the button does it; then the
 * status page opens under a key of its own, and the mailed one is out of the address bar.
 */
const confirmRoutes = (
  path: '/a/confirm/:key' | '/a/address/:key',
  operation: 'confirmMail' | 'confirmAddress',
  done: 'confirmed' | 'address-changed',
): PublicRoute[] => [
  {
    method: 'GET',
    path,
    serve: async (request) => ({
      page: 'programs.confirm',
      props: { action: path.replace(':key', keyOf(request)), what: done, idempotencyKey: newId() },
    }),
  },
  {
    method: 'POST',
    path,
    serve: async (request, perform) => {
      const { key } = await ask(perform, operation, { key: keyOf(request) });
      return { redirect: `/a/${key}?done=${done}` };
    },
  },
];

export const linkRoutes: PublicRoute[] = [
  ...confirmRoutes('/a/confirm/:key', 'confirmMail', 'confirmed'),
  ...confirmRoutes('/a/address/:key', 'confirmAddress', 'address-changed'),
];
