import type { View } from '#web/kit/workListTypes.ts';

const of = (...kinds: string[]) => ({ kind: kinds.join(',') });

/** Tabs of the log: what is asked most often after something went wrong. */
export const views: View[] = [
  { id: 'all', label: 'All', search: {} },
  {
    id: 'signing-in',
    label: 'Signing in',
    search: of('account.signed-in', 'account.sign-in-failed', 'account.token-new-network', 'permission.refused'),
  },
  {
    id: 'access',
    label: 'Who may what',
    search: of(
      'account.role-granted',
      'account.role-ended',
      'account.disabled',
      'account.enabled',
      'account.invited',
      'role.made',
      'role.changed',
      'role.retired',
    ),
  },
  {
    id: 'exports',
    label: 'Exports',
    search: of('people.exported', 'person.exported', 'coupons.exported', 'audit.exported'),
  },
];
