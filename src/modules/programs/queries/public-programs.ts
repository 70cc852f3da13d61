import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import type { programsContract } from '../contract.ts';
import { allPrograms, programBySlug } from '../program-of.ts';

type Contract = typeof programsContract;

/** The programs that take applications, and those that did. */
export async function publicPrograms(c: Context): Promise<Output<Contract['publicPrograms']>> {
  const programs = await allPrograms(c);
  return {
    programs: programs.map(({ slug, name, policy, open, sample }) => ({
      slug,
      name,
      summary: policy.summary,
      open,
      sample,
    })),
  };
}

/** What a program asks, promises and gives under the policy in force. Throws `not found`. */
export async function publicProgram(
  c: Context,
  input: { program: string },
): Promise<Output<Contract['publicProgram']>> {
  const { slug, name, open, policy, sample } = await programBySlug(c, input.program);
  const { summary, benefit, promiseDays, requirements, statements, embargo, agreement, privacy, retention } = policy;
  return {
    slug,
    name,
    open,
    sample,
    summary,
    benefit: benefit.words,
    promiseDays,
    requirements,
    statements,
    embargo,
    agreement,
    privacy,
    retention,
  };
}
