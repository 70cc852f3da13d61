import type { ModuleRoute } from '#web/module.ts';

/** The two pages that belong to no module: home, and the frame of the settings. */
export const home: ModuleRoute = {
  path: '/',
  title: 'Home',
  permission: null,
  component: () => import('./pages/Home.tsx'),
};

export const settings: ModuleRoute = {
  path: '/settings',
  title: 'Settings',
  permission: null,
  component: () => import('./pages/Settings.tsx'),
};
