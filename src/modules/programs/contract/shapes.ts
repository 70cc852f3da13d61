import { z } from 'zod';
import { id, instant } from '#kernel/contract/operation.ts';
import { STAGES } from '../application.ts';
import { HOSTINGS } from '../policy/benefit.ts';

export const stage = z.enum(STAGES);
export const hosting = z.enum(HOSTINGS);
export const waitingFor = z.enum(['us', 'them', 'nobody']);
/** A private link's key: 256 bits, base64url. */
export const linkKey = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, 'This link is not complete. Copy it whole from the mail.');
export const checkState = z.enum(['waiting', 'running', 'passed', 'failed', 'unsure', 'unavailable']);

export const words = (most: number) =>
  z.string().trim().min(1, 'Write something here.').max(most, `At most ${most} characters.`);

/** One finding of a check: what was looked at, what was found, from where and when. */
export const evidence = z.object({
  subject: z.string(),
  finding: z.enum(['good', 'bad', 'unclear', 'unavailable']),
  words: z.string(),
  source: z.string(),
  at: instant,
  href: z.string().nullable(),
});

export const check = z.object({
  id,
  name: z.string(),
  title: z.string(),
  state: checkState,
  words: z.string(),
  evidence: z.array(evidence),
  askedAt: instant,
  finishedAt: instant.nullable(),
});

/** The SLA clock as pages show it. Days are business days of the program's calendar. */
export const clock = z.object({
  state: z.enum(['not-started', 'running', 'paused', 'done']),
  health: z.enum(['in-time', 'at-risk', 'late']).nullable(),
  promiseDays: z.number().int(),
  daysUsed: z.number().nullable(),
  daysLeft: z.number().nullable(),
  dueAt: instant.nullable(),
});

/** What an applicant signed, in the words that were shown. */
export const statement = z.object({ code: z.string(), words: z.string(), at: instant });

export const decision = z.object({
  verdict: z.enum(['approved', 'refused']),
  reason: z.object({ code: z.string(), label: z.string(), advice: z.string() }).nullable(),
  words: z.string(),
  /** The label of the tier it approves; null where there is none. */
  tier: z.string().nullable(),
  /** A person's name, or null when the rule of the policy decided. */
  by: z.string().nullable(),
  /** Who agreed to it, where a second opinion was asked for. */
  secondedBy: z.string().nullable(),
  policyVersion: z.number().int(),
  at: instant,
  finalAt: instant,
  settled: z.boolean(),
  /** What it rested on, as it stood at that moment. */
  evidence: z.object({
    checks: z.array(check.omit({ id: true, askedAt: true })),
    statements: z.array(statement),
    /** Requirements from which exceptions had been granted, and how many had agreed. */
    exceptions: z.array(
      z.object({ requirements: z.array(z.object({ name: z.string(), title: z.string() })), agreed: z.number().int() }),
    ),
  }),
});

export const message = z.object({
  id,
  sender: z.enum(['applicant', 'team']),
  author: z.string().nullable(),
  body: z.string(),
  at: instant,
  asks: z.boolean(),
});

export const programRef = z.object({ id, slug: z.string(), name: z.string() });
