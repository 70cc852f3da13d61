import { webModule } from '#web/module.ts';
import { calendar, calendars, places } from './questions.ts';

/** The pages of business calendars: all of them, a new one, one of them. */
export const calendarsWeb = webModule({
  routes: [
    {
      path: '/settings/calendars/new',
      title: 'New business calendar',
      permission: 'calendars.manage',
      component: () => import('./pages/NewCalendar.tsx'),
      loader: ({ ensure }) => ensure(places),
    },
    {
      path: '/settings/calendars/$id',
      title: 'Business calendar',
      permission: 'calendars.read',
      component: () => import('./pages/OneCalendar.tsx'),
      loader: ({ params, ensure }) => Promise.all([ensure(calendar(params.id ?? '')), ensure(places)]),
    },
  ],
  settings: [
    {
      path: '/settings/calendars',
      label: 'Business calendars',
      group: 'Organisation',
      title: 'Business calendars',
      permission: 'calendars.read',
      component: () => import('./pages/Calendars.tsx'),
      loader: ({ ensure }) => Promise.all([ensure(calendars), ensure(places)]),
    },
  ],
});
