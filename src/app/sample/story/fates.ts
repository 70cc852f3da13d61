/** What becomes of an application, as far as the story decides it. */
export type Fate =
  | 'by-rule'
  | 'approve'
  | 'ask-approve'
  | 'ask-refuse'
  | 'silent'
  | 'undone'
  | 'never-proves'
  | 'withdraw'
  | 'lapse'
  | { refuse: 'licence' | 'not-public' | 'seeks-profit' | 'country' | 'duplicate' | 'not-a-project' | 'other' }
  /** Where it stands at the end of the story. */
  | {
      stays:
        | 'confirming'
        | 'proving'
        | 'checking'
        | 'review'
        | 'needs-info'
        | 'approved'
        | 'awaiting-coupon'
        | 'coupon-sent';
    };

/** How often each comes about in ordinary weeks. */
export const FATES: readonly (readonly [string, number])[] = [
  ['by-rule', 42],
  ['approve', 16],
  ['ask-approve', 8],
  ['ask-refuse', 3],
  ['silent', 2],
  ['undone', 2],
  ['never-proves', 3],
  ['withdraw', 3],
  ['lapse', 4],
  ['licence', 5],
  ['not-public', 3],
  ['seeks-profit', 4],
  ['country', 2],
  ['duplicate', 2],
  ['not-a-project', 3],
  ['other', 1],
];

const REASONS = ['licence', 'not-public', 'seeks-profit', 'country', 'duplicate', 'not-a-project', 'other'];

/** The fate that a name of the list stands for. */
export const fateNamed = (name: string): Fate => (REASONS.includes(name) ? { refuse: name } : name) as Fate;

/** At the end of the story something stands in every stage: so many days ago somebody applied, and this is where it is. */
export const IN_FLIGHT: readonly { stays: Extract<Fate, { stays: string }>['stays']; daysAgo: number }[] = [
  { stays: 'confirming', daysAgo: 0.2 },
  { stays: 'confirming', daysAgo: 2 },
  { stays: 'confirming', daysAgo: 9 },
  { stays: 'proving', daysAgo: 1 },
  { stays: 'proving', daysAgo: 3 },
  { stays: 'proving', daysAgo: 6 },
  { stays: 'checking', daysAgo: 0.5 },
  { stays: 'checking', daysAgo: 1.2 },
  { stays: 'review', daysAgo: 1 },
  { stays: 'review', daysAgo: 2 },
  { stays: 'review', daysAgo: 4 },
  { stays: 'review', daysAgo: 6 },
  { stays: 'review', daysAgo: 7 },
  { stays: 'review', daysAgo: 12 },
  { stays: 'needs-info', daysAgo: 8 },
  { stays: 'needs-info', daysAgo: 11 },
  { stays: 'needs-info', daysAgo: 19 },
  { stays: 'approved', daysAgo: 9 },
  { stays: 'approved', daysAgo: 12 },
  { stays: 'approved', daysAgo: 15 },
  { stays: 'awaiting-coupon', daysAgo: 4 },
  { stays: 'awaiting-coupon', daysAgo: 6 },
  { stays: 'awaiting-coupon', daysAgo: 8 },
  { stays: 'coupon-sent', daysAgo: 11 },
  { stays: 'coupon-sent', daysAgo: 14 },
  { stays: 'coupon-sent', daysAgo: 17 },
  { stays: 'coupon-sent', daysAgo: 20 },
];
