/** For what a member lets itself be named. */
export const REFERENCE_KINDS = [
  'quote',
  'case-study',
  'sales-call',
  'logo',
  'blog',
  'talk',
  'testimonial',
  'review-site',
  'press',
] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];
