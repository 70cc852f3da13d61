import { z } from 'zod';
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
} as const;

/** The checks that a policy can require. */
export type CheckName = keyof typeof CHECK_PARAMETERS;
export const CHECKS = Object.keys(CHECK_PARAMETERS) as CheckName[];
export type CheckParameters = { [N in CheckName]: z.output<(typeof CHECK_PARAMETERS)[N]> };

/** Left out, everything that can be set of a check is as by default; what has no default then is a fault. */
const usual = <S extends z.ZodType>(parameters: S) => parameters.prefault({} as z.input<S>);
const requirement = <N extends CheckName>(check: N) =>
  z.object({ check: z.literal(check), words, with: usual<(typeof CHECK_PARAMETERS)[N]>(CHECK_PARAMETERS[check]) });

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
