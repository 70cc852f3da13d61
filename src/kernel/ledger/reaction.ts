import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Fact, FactDefinition } from './fact.ts';

/** What a module does when it hears a fact. */
export type Reaction = {
  name: string;
  kind: string;
  data: z.ZodType;
  react: (c: Context, fact: Fact) => Promise<void>;
  /** For a listener to every kind: whether anybody wants to hear this fact. Part of the statement that records it. */
  when?: (fact: { kind: string; program: string | null }) => RawBuilder<boolean>;
};

/** The kind under which listeners to every kind of fact stand. */
export const EVERY = '*';

/**
 * Listens to a fact. The reaction runs in its own transaction, in which its delivery is marked as well: a repeat does
 * nothing, and a failed one is tried again. It must not talk to the outside; for that it queues a job.
 * `name` must never change once facts were recorded.
 */
export function on<S extends z.ZodType>(
  heard: FactDefinition<S>,
  name: string,
  react: (c: Context, fact: Fact<S>) => Promise<void>,
): Reaction {
  return { name, kind: heard.kind, data: heard.data, react: react as Reaction['react'] };
}

/**
 * Listens to facts of every kind. `when` is asked in the statement that writes the fact, by the state of that moment, so that
 * a fact nobody wants makes no delivery. Otherwise like `on`.
 */
export const onEvery = (
  name: string,
  when: NonNullable<Reaction['when']>,
  react: (c: Context, fact: Fact) => Promise<void>,
): Reaction => ({ name, kind: EVERY, data: z.unknown(), react, when });
