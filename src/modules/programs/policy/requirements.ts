import { z } from 'zod';
import { condition } from './condition.ts';
import { code, unique, words } from './words.ts';

const nothing = z.strictObject({});
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^([a-z0-9-]+\.)+[a-z0-9-]{2,}$/, 'Write a domain such as example.edu.')
  .max(253);
const domains = z.array(domain).max(2000).default([]);
const hosts = z.array(domain).max(100);

/** What can be set of each check. The names are what policies require, the runners lie under `checks/`. */
export const CHECK_PARAMETERS = {
  'mail-confirmed': nothing,
  'control-proved': nothing,
  'repositories-public': nothing,
  'osi-licences': nothing,
  /** How many of the namespace's repositories may be private, and how many must be public. */
  'namespace-visibility': z.strictObject({
    mostPrivate: z.number().int().min(0).max(1000).default(1),
    leastPublic: z.number().int().min(0).max(1000).default(1),
  }),
  'country-allowed': nothing,
  'not-duplicate': nothing,
  /** The address is at a domain of an academic institution, or of the policy's own list. Shared domains go to a person. */
  'institution-mail': z.strictObject({
    academic: z.boolean().default(true),
    alsoAllowed: domains,
    neverAllowed: domains,
    /** Domains that students share with staff: a person looks. */
    shared: domains,
  }),
  /** The address is of the applicant's own: no throw-away address, no free mail provider. */
  'own-mail-domain': z.strictObject({
    refuseDisposable: z.boolean().default(true),
    refuseFree: z.boolean().default(true),
    alsoAllowed: domains,
  }),
  /** A document that shows something, looked at by a person. */
  document: z.strictObject({
    shows: words.default('That you work at the institution: a staff card, or a pay slip of the last 60 days.'),
    attempts: z.number().int().min(1).max(20).default(3),
    /** Days after its date for which a document counts; null: for ever. */
    daysValid: z.number().int().min(1).max(3650).nullable().default(60),
    /** Days after the decision when it is erased. */
    purgeDays: z.number().int().min(1).max(3650).default(30),
    mostMegabytes: z.number().int().min(1).max(10).default(10),
  }),
  /** Money from outside: its stage and amount, and where that can be read. Names of form fields. */
  funding: z.strictObject({
    amountField: code.default('funding-amount'),
    atMost: z.number().positive().default(20_000_000),
    stageField: code.default('funding-stage'),
    stages: z.array(code).max(20).default([]),
    proofField: code.default('funding-proof'),
    /** A proof on these hosts is believed by the rule; any other goes to a person. */
    trustedHosts: hosts.default([]),
  }),
  /** Is not among the paying customers of an imported list. */
  'not-customer': z.strictObject({
    /** A customer who paid within so many months does not qualify. */
    withinMonths: z.number().int().min(1).max(120).default(12),
    /** The field of the form, if there is one, that asks for the number of an account. */
    numberField: code.default('customer-number'),
  }),
  /** Answers of the form meet conditions: not for profit, ages taught, seats wanted. */
  'answers-meet': z.strictObject({
    all: z
      .array(
        z.strictObject({
          condition,
          words,
          /** It is asked of those only of whom all of these hold. */
          when: z.array(condition).max(10).default([]),
        }),
      )
      .min(1)
      .max(30),
  }),
  /** Has not asked too often. */
  'within-limits': z.strictObject({
    verifications: z.number().int().min(1).max(1000).default(5),
    days: z.number().int().min(1).max(3650).default(365),
    /** Applications of one person within 24 hours; null: as many as they like. */
    perDay: z.number().int().min(1).max(100).nullable().default(null),
  }),
  /** A verifier outside says so. */
  'external-verifier': z.strictObject({
    /** Its code; `local` is the team itself. */
    verifier: code.default('local'),
    /** For how many days a code counts that the team gives to somebody whom the verifier does not know. */
    bypassDays: z.number().int().min(1).max(90).default(7),
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
      requirement('namespace-visibility'),
      requirement('country-allowed'),
      requirement('not-duplicate'),
      requirement('institution-mail'),
      requirement('own-mail-domain'),
      requirement('document'),
      requirement('funding'),
      requirement('not-customer'),
      requirement('answers-meet'),
      requirement('within-limits'),
      requirement('external-verifier'),
    ]),
  )
  .min(1)
  .max(20)
  .refine(unique('check'), 'Two requirements have the same check.');
export type Requirement = z.output<typeof requirements>[number];

/** Checks that look at repositories: a program that asks for none cannot require them. */
export const LOOKS_AT_REPOSITORIES: readonly CheckName[] = [
  'control-proved',
  'repositories-public',
  'osi-licences',
  'namespace-visibility',
];

/** What is set of a check in a policy; its defaults where the policy does not require it. */
export function parametersOf<N extends CheckName>(requirements: readonly Requirement[], check: N): CheckParameters[N] {
  const found = requirements.find((r) => r.check === check);
  return (found?.with ?? CHECK_PARAMETERS[check].parse({})) as CheckParameters[N];
}
