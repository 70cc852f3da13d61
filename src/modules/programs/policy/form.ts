import { z } from 'zod';
import { condition } from './condition.ts';
import { code, maybeWords, unique, words } from './words.ts';

/** Kinds of fields that a program can ask besides those every program asks. */
export const FIELD_KINDS = [
  'text',
  'long-text',
  'number',
  'money',
  'date',
  'url',
  'choice',
  'choices',
  'yes-no',
  'country',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** What conditions can ask about besides the fields, and what is kept beside their answers: no field can have these names. */
const TAKEN_NAMES: readonly string[] = ['country', 'hosting', 'kind', 'purpose', 'year'];

const field = z
  .strictObject({
    name: code.refine((name) => !TAKEN_NAMES.includes(name), 'The form has a field of this name already.'),
    kind: z.enum(FIELD_KINDS),
    label: words,
    hint: maybeWords,
    required: z.boolean().default(true),
    /** For a choice among some; the value is what figures and rules see. */
    choices: z
      .array(z.strictObject({ value: code, label: words }))
      .max(100)
      .refine(unique('value'), 'Two choices have the same value.')
      .default([]),
    /** Bounds of a number or an amount. */
    least: z.number().nullable().default(null),
    most: z.number().nullable().default(null),
    /** Of an amount of money: the ISO 4217 code. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'Three capital letters, such as EUR.')
      .default('USD'),
    /** It is asked only where all of these hold. */
    when: z.array(condition).max(10).default([]),
  })
  .refine(
    ({ kind, choices }) => (kind === 'choice' || kind === 'choices') === choices.length > 0,
    'A choice needs choices, and nothing else has any.',
  );
export type FormField = z.output<typeof field>;

/** Who or what takes part; the form asks for its name in these words. */
export const SUBJECTS = ['project', 'institution', 'company', 'person'] as const;
export type Subject = (typeof SUBJECTS)[number];

export const form = z.strictObject({
  subject: z.enum(SUBJECTS).default('project'),
  /** Does the form ask for a namespace and repositories? Checks that look at repositories need them. */
  repositories: z.boolean().default(true),
  fields: z.array(field).max(60).refine(unique('name'), 'Two fields have the same name.').default([]),
});
export type PolicyForm = z.output<typeof form>;
