import { ask } from '#web/ask.ts';
import { webModule } from '#web/module.ts';

export const sampleState = ask((c) => c.sample.state, {});

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
