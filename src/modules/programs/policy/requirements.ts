import { z } from 'zod';
import { condition } from './condition.ts';
import { unique, words } from './words.ts';

const nothing = z.strictObject({});
/** What can be set of each check. The names are what policies require, the runners lie under `checks/`. */
export const CHECK_PARAMETERS = {
  'mail-confirmed': nothing,
  'control-proved': nothing,
  'repositories-public': nothing,
  'osi-licences': nothing,
  'country-allowed': nothing,
  'not-duplicate': nothing,
  /** Answers of the form meet conditions: not for profit, ages taught, seats wanted. */
  'answers-meet': z.strictObject({
    all: z.array(z.strictObject({ condition, words })).min(1).max(30),
  }),
} as const;

/** The checks that a policy can require. */
export type CheckName = keyof typeof CHECK_PARAMETERS;
export const CHECKS = Object.keys(CHECK_PARAMETERS) as CheckName[];
export type CheckParameters = { [N in CheckName]: z.output<(typeof CHECK_PARAMETERS)[N]> };

const requirement = <N extends CheckName>(check: N) => {
  const parameters = CHECK_PARAMETERS[check] as unknown as z.ZodType;
  // Left out, everything that can be set of a check is as by default; conditions on answers have no default.
  const given = check === 'answers-meet' ? parameters : parameters.prefault({});
  return z.object({
    check: z.literal(check),
    words,
    with: given as unknown as z.ZodPrefault<(typeof CHECK_PARAMETERS)[N]>,
  });
};

/** One requirement in words for applicants, the check that looks at it, and what is set of the check. */
export const requirements = z
  .array(
    z.discriminatedUnion('check', [
      requirement('mail-confirmed'),
      requirement('control-proved'),
      requirement('repositories-public'),
      requirement('osi-licences'),
      requirement('country-allowed'),
      requirement('not-duplicate'),
      requirement('answers-meet'),
    ]),
  )
  .min(1)
  .max(20)
  .refine(unique('check'), 'Two requirements have the same check.');
export type Requirement = z.output<typeof requirements>[number];

/** Checks that look at repositories: a program that asks for none cannot require them. */
export const LOOKS_AT_REPOSITORIES: readonly CheckName[] = ['control-proved', 'repositories-public', 'osi-licences'];

/** What is set of a check in a policy; its defaults where the policy does not require it. */
export function parametersOf<N extends CheckName>(requirements: readonly Requirement[], check: N): CheckParameters[N] {
  const found = requirements.find((r) => r.check === check);
  return (found?.with ?? CHECK_PARAMETERS[check].parse({})) as CheckParameters[N];
}
