import type { QueryClient } from '@tanstack/react-query';
import {
  type AnyRoute,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useRouteContext,
} from '@tanstack/react-router';
import { ensureOn } from './ask.ts';
import { ErrorPage, ForbiddenPage, NotFoundPage, OutsideError } from './entrance/errors.tsx';
import { safeNext } from './entrance/next.ts';
import { type Me, may } from './me.ts';
import type { Lazy, ModuleRoute } from './module.ts';
import { problemOf } from './problem.ts';
import { one, parseSearch, type Search, stringifySearch } from './search.ts';
import { focusPage } from './shell/focus.ts';
import type { HouseParts } from './shell/house-parts.ts';
import { whoAmI } from './shell/questions.ts';
import { framed } from './shell/RouteFrame.tsx';
import { Shell } from './shell/Shell.tsx';

type RouterContext = { queries: QueryClient };

/** Composes the pages of all modules, the shell around them, and the entrance pages outside it, into one router. */
export function makeRouter(queries: QueryClient, parts: HouseParts, settings: ModuleRoute) {
  const root = createRootRouteWithContext<RouterContext>()({ component: Outlet });
  const house = createRoute({
    getParentRoute: () => root,
    id: 'house',
    beforeLoad: async ({ context, location }) => {
      const { me, setUp } = await context.queries.ensureQueryData(whoAmI);
      if (me) return { me };
      if (!setUp) throw redirect({ to: '/welcome' as string });
      throw redirect({ to: '/sign-in' as string, search: location.href === '/' ? {} : { next: location.href } });
    },
    component: () => {
      const { me } = useRouteContext({ strict: false }) as { me: Me };
      return <Shell me={me} parts={parts} />;
    },
  });
  const pages = parts.modules.flatMap(({ routes }) => routes.map((page) => pageRoute(house, page)));
  const settingsPages = parts.modules.flatMap((module) => module.settings ?? []);
  const settingsFrame = createRoute({
    getParentRoute: () => house,
    path: '/settings',
    component: framed(lazyRouteComponent(settings.component), settings.title),
  });
  settingsFrame.addChildren(settingsPages.map((page) => pageRoute(settingsFrame, within('/settings', page))));
  // Any other address: "nothing here" within the house, or the way to sign in.
  const nowhere = createRoute({ getParentRoute: () => house, path: '$', component: framed(NotFoundPage, 'Not found') });
  house.addChildren([...pages, settingsFrame, nowhere]);
  root.addChildren([house, ...entrance(root)]);
  const router = createRouter({
    routeTree: root,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 400,
    scrollRestoration: true,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
  });
  let first = true;
  router.subscribe('onRendered', (change) => {
    focusPage({ ...change, first });
    first = false;
  });
  return router;
}

class Forbidden extends Error {}

function pageRoute(parent: AnyRoute, page: ModuleRoute) {
  return createRoute({
    getParentRoute: () => parent,
    path: page.path,
    beforeLoad: ({ context }) => {
      const { me } = context as { me: Me };
      if (!may(me, page.permission)) throw new Forbidden();
    },
    loaderDeps: ({ search }) => ({ search: search as Search }),
    loader: async ({ context, params, deps, location }) => {
      const ensure = ensureOn((context as RouterContext).queries);
      try {
        await page.loader?.({
          params: params as Record<string, string>,
          search: (deps as { search: Search }).search,
          ensure,
        });
      } catch (error) {
        if (problemOf(error).kind !== 'unauthenticated') throw error;
        (context as RouterContext).queries.removeQueries(whoAmI);
        throw redirect({ to: '/sign-in' as string, search: { next: location.href } });
      }
    },
    component: framed(lazyRouteComponent(page.component), page.title),
    errorComponent: ({ error, reset }) =>
      error instanceof Forbidden ? <ForbiddenPage /> : <ErrorPage error={error} reset={reset} />,
  });
}

const within = (prefix: string, page: ModuleRoute): ModuleRoute => ({ ...page, path: page.path.slice(prefix.length) });

function entrance(root: AnyRoute) {
  const signIn = createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    beforeLoad: async ({ context, search }) => {
      const { me } = await (context as RouterContext).queries.ensureQueryData(whoAmI);
      if (me) throw redirect({ href: safeNext(one(search as Search, 'next')) });
    },
    component: framed(
      lazyRouteComponent(() => import('./entrance/SignIn.tsx')),
      'Sign in',
    ),
  });
  const outside = (path: string, title: string, component: Lazy) =>
    createRoute({
      getParentRoute: () => root,
      path,
      component: framed(lazyRouteComponent(component), title),
      errorComponent: OutsideError,
    });
  return [
    signIn,
    outside('/sign-in/step', 'Second factor', () => import('./entrance/SecondStep.tsx')),
    outside('/welcome', 'Welcome', () => import('./entrance/Welcome.tsx')),
    outside('/invitation', 'Invitation', () => import('./entrance/Invitation.tsx')),
    outside('/forgotten-password', 'Forgotten password', () => import('./entrance/ForgottenPassword.tsx')),
    outside('/new-password', 'New password', () => import('./entrance/NewPassword.tsx')),
  ];
}
