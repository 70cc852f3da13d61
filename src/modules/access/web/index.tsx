import { webModule } from '#web/module.ts';
import {
  account,
  accounts,
  invitations,
  listFrom,
  organisation,
  ownKeys,
  ownProviders,
  passkeys,
  programs,
  providers,
  roles,
  sessions,
  signInReach,
  signInSettings,
  tokens,
} from './questions.ts';

/** What this room shows: who has access, one account, and one's own. All under Settings. */
export const accessWeb = webModule({
  routes: [
    {
      path: '/settings/providers/$id',
      title: 'Sign-in provider',
      permission: 'access.sign-in',
      component: () => import('./pages/OneProvider.tsx'),
      loader: ({ ensure }) => Promise.all([ensure(providers), ensure(roles), ensure(programs)]),
    },
    {
      path: '/settings/people/$id',
      title: 'Account',
      permission: 'access.read',
      component: () => import('./pages/Account.tsx'),
      loader: ({ params, ensure }) => Promise.all([ensure(account(params.id ?? '')), ensure(roles), ensure(programs)]),
    },
  ],
  settings: [
    {
      path: '/settings/organisation',
      label: 'Organisation',
      group: 'Organisation',
      title: 'Organisation',
      permission: 'organisation.settings',
      component: () => import('./pages/Organisation.tsx'),
      loader: ({ ensure }) => ensure(organisation),
    },
    {
      path: '/settings/people',
      label: 'People with access',
      group: 'Organisation',
      title: 'People with access',
      permission: 'access.read',
      component: () => import('./pages/People.tsx'),
      loader: ({ search, ensure }) =>
        Promise.all([ensure(accounts(listFrom(search))), ensure(invitations), ensure(roles), ensure(programs)]),
    },
    {
      path: '/settings/roles',
      label: 'Roles',
      group: 'Organisation',
      title: 'Roles',
      permission: 'access.roles',
      component: () => import('./pages/Roles.tsx'),
      loader: ({ ensure }) => ensure(roles),
    },
    {
      path: '/settings/signing-in',
      label: 'Signing in',
      group: 'Organisation',
      title: 'Signing in',
      permission: 'access.sign-in',
      component: () => import('./pages/SignInSettings.tsx'),
      loader: ({ ensure }) => Promise.all([ensure(signInSettings), ensure(signInReach)]),
    },
    {
      path: '/settings/providers',
      label: 'Sign-in providers',
      group: 'Organisation',
      title: 'Sign-in providers',
      permission: 'access.sign-in',
      component: () => import('./pages/Providers.tsx'),
      loader: ({ ensure }) => ensure(providers),
    },
    {
      path: '/settings/account',
      label: 'My account',
      group: 'You',
      title: 'My account',
      permission: null,
      component: () => import('./pages/MyAccount.tsx'),
      loader: ({ ensure }) =>
        Promise.all([
          ensure(sessions),
          ensure(tokens),
          ensure(roles),
          ensure(programs),
          ensure(ownKeys),
          ensure(passkeys),
          ensure(ownProviders),
        ]),
    },
  ],
});
