import { webModule } from '#web/module.ts';
import { listFrom } from './jobList.ts';
import { doctor, jobs, queue, system } from './questions.ts';

/** The operator's pages: queued work, and the system it runs on. */
export const operatingWeb = webModule({
  routes: [],
  settings: [
    {
      path: '/settings/jobs',
      label: 'Jobs',
      group: 'Operation',
      title: 'Jobs',
      permission: 'house.operate',
      component: () => import('./pages/Jobs.tsx'),
      loader: ({ search, ensure }) => Promise.all([ensure(queue), ensure(jobs(listFrom(search)))]),
    },
    {
      path: '/settings/system',
      label: 'System',
      group: 'Operation',
      title: 'System',
      permission: 'house.operate',
      component: () => import('./pages/System.tsx'),
      loader: ({ ensure }) => Promise.all([ensure(system), ensure(doctor)]),
    },
  ],
});
