import { webModule } from '#web/module.ts';
import { listFrom } from './auditList.ts';
import { entry, kinds, log, people, programs, settings } from './questions.ts';

/** The audit log, one entry of it, and how long it keeps addresses. */
export const auditWeb = webModule({
  routes: [
    {
      path: '/settings/audit/$id',
      title: 'Entry of the audit log',
      permission: 'audit.read',
      component: () => import('./pages/OneEntry.tsx'),
      loader: ({ params, ensure }) => Promise.all([ensure(entry(params.id ?? '')), ensure(programs)]),
    },
  ],
  settings: [
    {
      path: '/settings/audit',
      label: 'Audit log',
      group: 'Organisation',
      title: 'Audit log',
      permission: 'audit.read',
      component: () => import('./pages/AuditLog.tsx'),
      loader: ({ search, ensure }) =>
        Promise.all([ensure(log(listFrom(search))), ensure(kinds), ensure(people), ensure(programs)]),
    },
    {
      path: '/settings/audit-keeping',
      label: 'Keeping of the audit log',
      group: 'Organisation',
      title: 'Keeping of the audit log',
      permission: 'audit.settings',
      component: () => import('./pages/AuditKeeping.tsx'),
      loader: ({ ensure }) => ensure(settings),
    },
  ],
});
