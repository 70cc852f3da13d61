import { z } from 'zod';
import { code, maybeWords, unique, words } from './words.ts';

const days = (least: number, most: number) => z.number().int().min(least).max(most);

/** What happens when a term comes to its end. */
export const renewal = z.strictObject({
  /** `fresh`: a new look under the policy then in force, with everything prefilled. `automatic`: the term goes on by itself. `none`: it ends. */
  mode: z.enum(['fresh', 'automatic', 'none']).default('fresh'),
  /** So many days before the end a member can ask for it. */
  opensDays: days(1, 365).default(60),
  /** So many days after the end it still counts as the same membership; then it has lapsed for good. */
  graceDays: days(0, 365).default(30),
  /** Days before the end (below 0: after it) when the member is reminded. */
  reminders: z
    .array(z.number().int().min(-365).max(365))
    .max(12)
    .refine((list) => new Set(list).size === list.length, 'Two reminders are on the same day.')
    .default([]),
});
export type Renewal = z.output<typeof renewal>;

/** Who can become a member. */
export const ENTRIES = ['open', 'invitation', 'nomination'] as const;

/** What belongs to being a member. */
export const membership = z.strictObject({
  /** Who can become one: whoever applies; only those who were invited; whoever was nominated, by others or themselves. */
  entry: z.enum(ENTRIES).default('open'),
  /** Roles of people whom we can turn to. */
  contacts: z
    .array(z.strictObject({ role: code, label: words, required: z.boolean().default(false) }))
    .max(20)
    .refine(unique('role'), 'Two contacts have the same role.')
    .default([]),
  /** What members owe; `everyMonths` null: once a term. */
  duties: z
    .array(z.strictObject({ code, words, everyMonths: days(1, 120).nullable().default(null) }))
    .max(30)
    .refine(unique('code'), 'Two duties have the same code.')
    .default([]),
  /** Levels, the lowest first. */
  levels: z
    .array(z.strictObject({ code, label: words, words: maybeWords, tier: code.nullable().default(null) }))
    .max(10)
    .refine(unique('code'), 'Two levels have the same code.')
    .default([]),
  /** Every so many months a person looks whether the member was active; null: nobody does. */
  activityMonths: days(1, 60).nullable().default(null),
  /** So many days a member in breach has to put it right. */
  cureDays: days(1, 365).default(30),
  /** May a member have a second subscription, if the team agrees? */
  secondSubscription: z.boolean().default(false),
});
