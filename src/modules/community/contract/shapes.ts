import { z } from 'zod';
import { id, instant } from '#kernel/contract/operation.ts';

export const named = z.object({ id, name: z.string() });

export const identity = z.object({
  id,
  platform: z.string(),
  kind: z.string(),
  externalId: z.string().nullable(),
  written: z.string(),
  name: z.string().nullable(),
  firstSeenAt: instant,
  erased: z.boolean(),
});

export const attribute = z.object({
  identity: id,
  name: z.string(),
  value: z.string(),
  since: instant,
  until: instant.nullable(),
  source: z.string(),
});

/** A merge, in force or ended, with the account behind each end (null: the house itself). */
export const merge = z.object({
  id,
  one: named,
  other: named,
  reason: z.string(),
  madeBy: named.nullable(),
  madeAt: instant,
  endedAt: instant.nullable(),
  endedBy: named.nullable(),
});

export const timelineEntry = z.object({
  id: z.string(),
  at: z.string(),
  kind: z.string(),
  words: z.string(),
  who: z.string().nullable(),
  /** What the record is called that the link leads to. */
  about: z.string().optional(),
  href: z.string().nullable(),
});

export const reason = z
  .string()
  .trim()
  .min(3, 'Say in a few words how you know; colleagues will read it.')
  .max(500, 'Use at most 500 characters.');

export const text = z.string().trim().max(200).optional();
