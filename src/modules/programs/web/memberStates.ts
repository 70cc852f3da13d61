import type { State } from '#web/kit/states.ts';
import type { MemberState } from '../membership.ts';

/** How a state of a membership is called on pages, and which of the house's eight states it is seen as. */
export const memberLooks: Record<MemberState, { label: string; state: State }> = {
  granted: { label: 'Granted', state: 'waiting-for-them' },
  active: { label: 'Active', state: 'done' },
  'renewal-due': { label: 'Renewal due', state: 'at-risk' },
  'in-breach': { label: 'In breach', state: 'late' },
  lapsed: { label: 'Lapsed', state: 'paused' },
  revoked: { label: 'Revoked', state: 'refused' },
  ended: { label: 'Given back', state: 'paused' },
  alumni: { label: 'Alumni', state: 'paused' },
};

export const referenceWords = {
  quote: 'Quote',
  'case-study': 'Case study',
  'sales-call': 'Sales call',
  logo: 'Logo',
  blog: 'Blog post',
  talk: 'Talk',
  testimonial: 'Testimonial',
  'review-site': 'Review site',
  press: 'Press',
} as const;

export const supersededWords = {
  lost: 'lost',
  used: 'used already',
  invalid: 'not valid in the shop',
  replaced: 'replaced with what it was for',
} as const;

export const entitlementWords = { main: 'Main', second: 'Second subscription', replacement: 'Replacement' } as const;
