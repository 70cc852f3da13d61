import { webModule } from '#web/module.ts';
import { backups } from './questions.ts';

/** Settings → Backups. */
export const backupsWeb = webModule({
  routes: [],
  settings: [
    {
      path: '/settings/backups',
      label: 'Backups',
      group: 'Organisation',
      title: 'Backups',
      permission: 'backups.manage',
      component: () => import('./pages/Backups.tsx'),
      loader: ({ ensure }) => ensure(backups),
    },
  ],
});
