import { webModule } from '#web/module.ts';
import { sampleState } from './parts.ts';

/** Settings → Sample organisation. */
export const sampleWeb = webModule({
  routes: [],
  settings: [
    {
      path: '/settings/sample',
      label: 'Sample organisation',
      group: 'Organisation',
      title: 'Sample organisation',
      permission: 'sample.manage',
      loader: ({ ensure }) => ensure(sampleState),
      component: () => import('./pages/Sample.tsx'),
    },
  ],
});
