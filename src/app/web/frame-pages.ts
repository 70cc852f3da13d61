import { figureReading } from '#web/figures/questions.ts';
import { may } from '#web/me.ts';
import type { ModuleRoute, WebModule } from '#web/module.ts';
import { whoAmI } from '#web/shell/questions.ts';
import { needsMe } from './parts.ts';

/** Where everybody begins, with the panels of the modules that the viewer may see. */
export const home = (modules: () => readonly WebModule[]): ModuleRoute => ({
  path: '/',
  title: 'Home',
  permission: null,
  loader: async (from) => {
    const { me } = await from.ensure(whoAmI);
    const panels = modules().flatMap(({ homePanels = [] }) => homePanels);
    const mine = panels.filter((panel) => me !== null && may(me, panel.permission));
    await Promise.all([from.ensure(needsMe), ...mine.map((panel) => panel.loader?.(from))]);
  },
  component: () => import('./pages/Home.tsx'),
});

/** Any figure of the house at its own address: `/figures/programs.kept-promise?program=...&from=...&to=...`. */
export const figure: ModuleRoute = {
  path: '/figures/$figure',
  title: 'Figure',
  permission: null,
  loader: ({ params, search, ensure }) => ensure(figureReading(params.figure ?? '', search)),
  component: () => import('./pages/Figure.tsx'),
};

/** The frame around the settings of all modules. */
export const settings: ModuleRoute = {
  path: '/settings',
  title: 'Settings',
  permission: null,
  component: () => import('./pages/Settings.tsx'),
};
