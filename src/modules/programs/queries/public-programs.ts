import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { notFound } from '#kernel/errors.ts';
import type { programsContract } from '../contract.ts';
import { hostingsOf } from '../policy/benefit.ts';
import type { FormField } from '../policy/form.ts';
import { textIn, textsOf } from '../policy/texts.ts';
import { allPrograms, type ProgramInForce, programBySlug } from '../program-of.ts';

type Contract = typeof programsContract;

/** The programs that take applications, and those that did. */
export async function publicPrograms(c: Context): Promise<Output<Contract['publicPrograms']>> {
  const programs = await allPrograms(c);
  return {
    programs: programs
      .filter(({ begun }) => begun)
      .map(({ slug, name, policy, open, sample }) => {
        const summary = textIn(policy, c.request.language, 'summary', policy.summary);
        return { slug, name, summary: summary.text, translated: summary.lang !== null, open, sample };
      }),
  };
}

/** What a program asks, promises and gives under the policy in force, in the reader's language where it was translated. Throws `not found`. */
export async function publicProgram(
  c: Context,
  input: { program: string },
): Promise<Output<Contract['publicProgram']>> {
  const program = await programBySlug(c, input.program);
  if (!program.begun) throw notFound('There is no such program.');
  return programShown(program, c.request.language);
}

type Shown = Output<Contract['publicProgram']>;

/** A program as people outside see it, in a language. */
export function programShown(
  { slug, name, open, policy, sample }: Pick<ProgramInForce, 'slug' | 'name' | 'open' | 'policy' | 'sample'>,
  language: string,
): Shown {
  const { benefit, promiseDays, embargo, agreement, retention } = policy;
  const told = (text: string, own: string) => textIn(policy, language, text, own).text;
  const fieldIn = (field: FormField): FormField => ({
    ...field,
    label: told(`field.${field.name}.label`, field.label),
    hint: told(`field.${field.name}.hint`, field.hint),
    choices: field.choices.map(({ value, label }) => ({
      value,
      label: told(`field.${field.name}.choice.${value}`, label),
    })),
  });
  return {
    slug,
    name,
    open,
    entry: policy.membership.entry,
    sample,
    summary: told('summary', policy.summary),
    benefit: told('benefit', benefit.words),
    tiers: benefit.tiers.map(({ code, label, words }) => ({
      code,
      label: told(`tier.${code}.label`, label),
      words: told(`tier.${code}.words`, words),
    })),
    delivery: benefit.delivery,
    promiseDays,
    requirements: policy.requirements.map(({ check, words }) => ({
      check,
      words: told(`requirement.${check}`, words),
    })),
    statements: policy.statements.map(({ code, words }) => ({ code, words: told(`statement.${code}`, words) })),
    form: { ...policy.form, fields: policy.form.fields.map(fieldIn) },
    hostings: hostingsOf(benefit),
    embargo,
    agreement,
    privacy: { version: policy.privacy.version, text: told('privacy', policy.privacy.text) },
    retention,
    translated: textsOf(policy)
      .map((text) => text.name)
      .filter((text) => Boolean(policy.translations[language]?.[text])),
  };
}
