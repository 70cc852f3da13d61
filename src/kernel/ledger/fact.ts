import type { z } from 'zod';

/** What can happen: its kind (`application.accepted`, past tense) and the shape of what it carries: ids, never personal values. */
export type FactDefinition<S extends z.ZodType = z.ZodType> = { kind: string; data: S; words: string };

/** Names a fact. `words` finish the sentence "<who> ..." on a timeline, such as "accepted the application". */
export const fact = <S extends z.ZodType>(kind: string, data: S, words: string): FactDefinition<S> => ({
  kind,
  data,
  words,
});

/** A fact as its listeners hear it. */
export type Fact<S extends z.ZodType = z.ZodType> = {
  id: string;
  kind: string;
  happenedAt: Temporal.Instant;
  actor: { kind: string; id: string | null };
  about: { kind: string; id: string };
  program: string | null;
  identity: string | null;
  data: z.output<S>;
};
