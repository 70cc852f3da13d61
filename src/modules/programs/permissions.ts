import type { PermissionDefinition } from '#kernel/module.ts';

export const permissions: PermissionDefinition[] = [
  {
    name: 'applications.read',
    words: 'See applications, members and figures of programs',
    roles: ['manager', 'program-manager', 'reviewer', 'analyst'],
  },
  {
    name: 'applications.review',
    words: 'Take on applications, run checks, ask and write to applicants',
    roles: ['manager', 'program-manager', 'reviewer'],
  },
  {
    name: 'applications.decide',
    words: 'Approve and refuse applications',
    roles: ['manager', 'program-manager', 'reviewer'],
  },
  {
    name: 'exceptions.approve',
    words: 'Agree to exceptions from requirements',
    roles: ['manager', 'program-manager'],
  },
  { name: 'coupons.manage', words: 'Add coupons and see the register', roles: ['manager', 'program-manager'] },
  {
    name: 'customers.manage',
    words: 'Bring and see the list of paying customers',
    roles: ['manager', 'program-manager'],
  },
  { name: 'verifiers.manage', words: 'Set up verifiers outside', roles: ['manager'] },
  { name: 'bookings.confirm', words: 'Confirm that a coupon was redeemed', roles: ['manager', 'program-manager'] },
  {
    name: 'memberships.manage',
    words: 'Look after members: codes, breaches, levels, contacts, consents, owners',
    roles: ['manager', 'program-manager'],
  },
  {
    name: 'programs.manage',
    words: 'Open and close programs and publish policies',
    roles: ['manager', 'program-manager'],
  },
];
