import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { invalid } from '#kernel/errors.ts';
import type { Asks } from '../move.ts';
import { answersInWords, type KeptAnswers, readAnswers } from '../policy/answers.ts';
import type { Answers } from '../policy/condition.ts';
import { movables } from '../queries/movable.ts';
import type { Standing } from '../standing.ts';

/** What an applicant filled in where a question has fields. */
export type Filled = { answers: Answers; statements: readonly string[]; acceptsPrivacy: boolean };

/**
 * Takes what a question asks to be filled in into the application: answers, signatures, the consent to a changed notice. Answers what it was,
 * in words for the team. A question in words alone takes nothing. Throws `invalid` with every fault.
 */
export async function fillIn(
  c: Context,
  { id, policy }: Standing,
  question: string,
  { answers = {}, statements = [], acceptsPrivacy = false }: Partial<Filled>,
): Promise<string[]> {
  const { rows } = await sql<{ asks: Asks | null }>`select asks from programs.questions where id = ${question}`.execute(
    c.tx,
  );
  const asks = rows[0]?.asks;
  const [found] = asks ? await movables(c, [id]) : [];
  if (!asks || !found) return [];
  const given = Object.fromEntries(Object.entries(answers).filter(([name]) => asks.fields.includes(name)));
  const { known, answers: before } = found.movable;
  const read = readAnswers(policy.form.fields, { ...before, ...given }, known);
  const signed = policy.statements.filter(({ code }) => asks.statements.includes(code));
  const unsigned = signed.filter(({ code }) => !statements.includes(code));
  const faults = [
    ...read.faults.filter(({ field }) => asks.fields.includes(field.replace(/^answers\./, ''))),
    ...unsigned.map(({ code }) => ({ field: `statements.${code}`, message: 'This needs your signature to apply.' })),
    ...(asks.privacy && !acceptsPrivacy
      ? [
          {
            field: 'acceptsPrivacy',
            message: 'We can only look at your application if you agree that we read it.',
          },
        ]
      : []),
  ];
  if (faults.length > 0) throw invalid(faults);
  const filled: KeptAnswers = Object.fromEntries(
    Object.entries(read.answers).filter(([name]) => asks.fields.includes(name)),
  );
  const at = c.now.toString();
  await sql`update programs.applications set answers = (answers - ${asks.fields}::text[]) || ${JSON.stringify(filled)}::jsonb,
    statements = coalesce((select jsonb_agg(s) from jsonb_array_elements(statements) s where s ->> 'code' <> all(${asks.statements}::text[])), '[]')
      || ${JSON.stringify(signed.map(({ code, words }) => ({ code, words, at })))}::jsonb where id = ${id}`.execute(
    c.tx,
  );
  if (asks.privacy)
    await sql`insert into programs.consents (application, purpose, text_version, given_at)
      values (${id}, 'privacy-notice', ${policy.privacy.version}, ${c.now})`.execute(c.tx);
  return [
    ...answersInWords(
      policy.form.fields.filter(({ name }) => asks.fields.includes(name)),
      filled,
    ).map(({ label, value }) => `${label}: ${value}`),
    ...signed.map(({ words }) => `Signed: “${words}”`),
    ...(asks.privacy ? [`Agreed to the privacy notice, version ${policy.privacy.version}.`] : []),
  ];
}
