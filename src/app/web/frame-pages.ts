import { figureReading } from '#web/figures/questions.ts';
import type { ModuleRoute } from '#web/module.ts';
import { needsMe } from './parts.ts';

/** Where everybody begins. */
export const home: ModuleRoute = {
  path: '/',
  title: 'Home',
  permission: null,
  loader: ({ ensure }) => ensure(needsMe),
  component: () => import('./pages/Home.tsx'),
};

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
