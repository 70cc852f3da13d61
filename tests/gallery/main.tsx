// The shell and the kit with made-up data, for looking at them and for tests/browser/kit.test.ts. Never part of the product.
import '@fontsource-variable/inter/index.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '#web/tokens.css';
import '#web/app.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { IconCertificate, IconHome, IconUsers } from '@tabler/icons-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { ask } from '#web/ask.ts';
import { type ModuleRoute, webModule } from '#web/module.ts';
import { makeQueries } from '#web/queries.ts';
import { makeRouter } from '#web/router.tsx';
import { theme, variables } from '#web/theme.ts';
import { answerWithFixtures } from './fixtures.ts';

answerWithFixtures();
const page = (path: string, title: string, component: ModuleRoute['component']): ModuleRoute => ({
  path,
  title,
  component,
  permission: null,
});
const modules = [
  webModule({
    area: { id: 'home', label: 'Home', icon: IconHome, path: '/', permission: null, pages: [] },
    routes: [page('/', 'Home', () => import('./pages/home.tsx'))],
  }),
  webModule({
    area: {
      id: 'programs',
      label: 'Programs',
      icon: IconCertificate,
      path: '/programs',
      permission: null,
      pages: [
        { label: 'Applications', path: '/programs', permission: null },
        { label: 'Board', path: '/programs/board', permission: null },
        { label: 'Secret', path: '/programs/secret', permission: 'secret.read' },
      ],
    },
    routes: [
      page('/programs', 'Applications', () => import('./pages/list.tsx')),
      page('/programs/board', 'Board', () => import('./pages/board.tsx')),
      page('/programs/applications/$id', 'Application', () => import('./pages/record.tsx')),
      { ...page('/programs/secret', 'Secret', () => import('./pages/board.tsx')), permission: 'secret.read' },
    ],
    settings: [
      {
        ...page('/settings/organisation', 'Organisation', () => import('./pages/form.tsx')),
        label: 'Organisation',
        group: 'House',
      },
    ],
    commands: [{ id: 'invite', label: 'Invite a colleague', permission: null, path: '/settings/organisation' }],
  }),
  webModule({
    area: { id: 'community', label: 'Community', icon: IconUsers, path: '/people', permission: null, pages: [] },
    routes: [page('/people', 'People', () => import('./pages/states.tsx'))],
  }),
];
const settings = page('/settings', 'Settings', () => import('./pages/settings.tsx'));
const queries = makeQueries();
const needsMe = ask((c) => c.work.needsMe, { limit: 20 });
const search = (text: string) => ask((c) => c.work.search, { text });
const router = makeRouter(queries, { modules, needsMe, search }, settings);

createRoot(document.getElementById('root') as HTMLElement).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={variables}
    colorSchemeManager={localStorageColorSchemeManager({ key: 'guildhall-color-scheme' })}
    defaultColorScheme="auto"
  >
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
    <Notifications position="bottom-right" />
  </MantineProvider>,
);
