import { z } from 'zod';

/** Words that people write into a policy and others read. */
export const words = z.string().trim().min(1).max(20_000);
/** The same where nothing need be said. */
export const maybeWords = z.string().trim().max(20_000).default('');
/** A code that a person may have to read: small letters, digits and hyphens. Figures count by it, so it never changes its meaning. */
export const code = z
  .string()
  .regex(/^[a-z0-9-]+$/, 'Small letters, digits and hyphens.')
  .max(60);
/** A code of a list whose entries have the codes. Says which code stands in it twice. */
export const unique =
  <K extends string>(key: K) =>
  (list: readonly Record<K, string>[]): boolean =>
    new Set(list.map((entry) => entry[key])).size === list.length;
