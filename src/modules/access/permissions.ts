import type { PermissionDefinition } from '#kernel/module.ts';

/** What may be done in this room. Program managers hold the first two in their own programs. */
export const permissions: readonly PermissionDefinition[] = [
  {
    name: 'access.read',
    words: 'See who has an account, with which roles, and who is invited',
    roles: ['manager', 'program-manager'],
  },
  {
    name: 'access.manage',
    words: 'Invite people, give and end roles, disable accounts; never beyond one’s own permissions',
    roles: ['manager', 'program-manager'],
  },
  {
    name: 'access.roles',
    words: 'Make, change and retire roles; never beyond one’s own permissions',
    roles: [],
  },
  {
    name: 'access.sign-in',
    words: 'Say who needs a second factor and who may use a password; reset a lost second factor',
    roles: [],
  },
  {
    name: 'access.erase',
    words: 'Erase the name and address of a disabled account for good',
    roles: [],
  },
  {
    name: 'organisation.settings',
    words: 'Change the organisation’s name, time zone, country and fiscal year',
    roles: ['manager'],
  },
];
