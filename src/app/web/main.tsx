import '@fontsource-variable/inter/index.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '#web/tokens.css';
import '#web/app.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueries } from '#web/queries.ts';
import { makeRouter } from '#web/router.tsx';
import { theme, variables } from '#web/theme.ts';
import { settings } from './frame-pages.ts';
import { modules } from './modules.ts';
import Bell from './notifications/Bell.tsx';
import { own } from './own/own.ts';
import { atHand } from './own/questions.ts';
import { needsMe, search } from './parts.ts';

const queries = makeQueries();
const router = makeRouter(queries, { modules, needsMe, search, bell: <Bell />, atHand, own }, settings);
// The same name as in static/theme.js, which sets the scheme before the first paint.
const schemes = localStorageColorSchemeManager({ key: 'guildhall-color-scheme' });

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      colorSchemeManager={schemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
      <Notifications position="bottom-right" limit={3} containerWidth={380} />
    </MantineProvider>
  </StrictMode>,
);
