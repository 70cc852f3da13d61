import type { State } from '#web/kit/states.ts';
import type { Stage } from '../application.ts';

/** How a stage is called on pages, and which of the house's eight states it is seen as. */
export const stageLooks: Record<Stage, { label: string; state: State }> = {
  confirming: { label: 'Confirming mail', state: 'waiting-for-them' },
  proving: { label: 'Proving control', state: 'waiting-for-them' },
  checking: { label: 'Checks open', state: 'waiting-for-us' },
  review: { label: 'In review', state: 'waiting-for-us' },
  'needs-info': { label: 'Needs info', state: 'waiting-for-them' },
  approved: { label: 'Agreement open', state: 'waiting-for-them' },
  'awaiting-coupon': { label: 'Awaiting coupon', state: 'waiting-for-us' },
  'coupon-sent': { label: 'Coupon sent', state: 'waiting-for-them' },
  active: { label: 'Active', state: 'done' },
  refused: { label: 'Refused', state: 'refused' },
  withdrawn: { label: 'Withdrawn', state: 'paused' },
};

export const hostingWords = { saas: 'SaaS', 'self-managed': 'Self-managed' } as const;
