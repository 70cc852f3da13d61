import { IconUsersGroup } from '@tabler/icons-react';
import { webModule } from '#web/module.ts';
import { organisationList, organisationRecord, peopleList, personRecord, suggestions } from './questions.ts';

const read = 'people.read';

/** People and organisations, for those who work here. */
export const communityWeb = webModule({
  area: {
    id: 'community',
    label: 'Community',
    icon: IconUsersGroup,
    path: '/community/people',
    permission: read,
    pages: [
      { label: 'People', path: '/community/people', permission: read },
      { label: 'Organisations', path: '/community/organisations', permission: read },
      { label: 'Merge suggestions', path: '/community/merge-suggestions', permission: 'people.merge' },
    ],
  },
  routes: [
    {
      path: '/community/people',
      title: 'People',
      permission: read,
      loader: ({ search, ensure }) => ensure(peopleList(search)),
      component: () => import('./pages/people.tsx'),
    },
    {
      path: '/community/people/$id',
      title: 'Person',
      permission: read,
      loader: ({ params, ensure }) => ensure(personRecord(params.id ?? '')),
      component: () => import('./pages/person.tsx'),
    },
    {
      path: '/community/organisations',
      title: 'Organisations',
      permission: read,
      loader: ({ search, ensure }) => ensure(organisationList(search)),
      component: () => import('./pages/organisations.tsx'),
    },
    {
      path: '/community/organisations/$id',
      title: 'Organisation',
      permission: read,
      loader: ({ params, ensure }) => ensure(organisationRecord(params.id ?? '')),
      component: () => import('./pages/organisation.tsx'),
    },
    {
      path: '/community/merge-suggestions',
      title: 'Merge suggestions',
      permission: 'people.merge',
      loader: ({ ensure }) => ensure(suggestions),
      component: () => import('./pages/merge-suggestions.tsx'),
    },
  ],
});
