import type { Context } from '#kernel/context.ts';
import { programById } from '../program-of.ts';
import { reviewersOf } from '../reviewers.ts';

/** Those who may review a program, and how its applications come to them. */
export async function reviewersOfProgram(c: Context, input: { program: string }) {
  const [{ policy }, reviewers] = await Promise.all([programById(c, input.program), reviewersOf(c, input.program)]);
  return {
    assignment: policy.review.assignment,
    capacity: policy.review.capacity,
    reviewers: reviewers.map(({ account, name, open, lastGiven, away, until }) => ({
      ...{ id: account, name, open, away, until },
      lastGiven: lastGiven?.toString() ?? null,
    })),
  };
}
