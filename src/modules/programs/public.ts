import type { PublicRoute } from '#kernel/http/public-route.ts';
import { documentFile } from './public/document-routes.ts';
import { forgeRoutes } from './public/forge-routes.ts';
import { formRoutes } from './public/form-routes.ts';
import { behindLink } from './public/keys.ts';
import { linkRoutes } from './public/link-routes.ts';
import { memberRoutes } from './public/member-routes.ts';
import { nominationRoutes } from './public/nomination-routes.ts';
import { opinionRoutes } from './public/opinion-routes.ts';
import { previewRoutes } from './public/preview-routes.ts';
import { programRoutes } from './public/program-routes.ts';
import { statusRoutes } from './public/status-routes.ts';
import { verifierWebhook } from './public/verifier-routes.ts';

/**
 * The pages for people outside, without JavaScript. They do nothing by themselves: each calls operations of the contract and
 * says which page of `web/public` shows the answer. Links that confirm stand before `/a/:key`, which would take them for keys.
 */
export const publicRoutes: PublicRoute[] = [
  ...programRoutes,
  ...formRoutes,
  ...previewRoutes,
  ...nominationRoutes,
  ...forgeRoutes,
  ...[...linkRoutes, ...statusRoutes, ...memberRoutes, ...opinionRoutes].map(behindLink),
  documentFile,
  verifierWebhook,
  ...[...linkRoutes, ...statusRoutes, ...opinionRoutes].map(behindLink),
];
