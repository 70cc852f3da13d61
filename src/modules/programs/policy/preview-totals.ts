/** What is counted of a preview against past applications. */
export const COUNTED = [
  'ruleApproved',
  'approved',
  'refused',
  'approvesBefore',
  'personBefore',
  'failsBefore',
  'approvesAfter',
  'personAfter',
  'failsAfter',
  'keptBefore',
  'keptAfter',
  'tiers',
  'differ',
  'against',
] as const;
export type Totals = Record<(typeof COUNTED)[number], number>;
