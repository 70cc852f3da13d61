import { type Answers, allHold, holds } from '../policy/condition.ts';
import { parametersOf } from '../policy/requirements.ts';
import { type Check, type Evidence, outcomeOf } from './check.ts';

const LONGEST = 200;

/** What was answered, short enough for a line of evidence; null: nothing. */
export function toldAnswer(answers: Answers, field: string): string | null {
  const given = [answers[field] ?? []].flat().filter((text) => text.trim() !== '');
  const text = given.join(', ');
  return text === '' ? null : text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** What the applicant answered meets what the policy asks: not for profit, ages that are taught, seats that are wanted. */
export const answersMeetCheck: Check = {
  name: 'answers-meet',
  title: 'Answers meet the rules',
  run: async (application, { run }) => {
    const at = run.house.clock.now().toString();
    const { all } = parametersOf(application.requirements, 'answers-meet');
    const evidence = all.map(({ condition, words, when }): Evidence => {
      const answer = toldAnswer(application.answers, condition.field);
      const met = holds(condition, application.answers);
      const from = { source: "The applicant's answer, against the policy", at, href: null };
      if (!allHold(when, application.answers))
        return { subject: words, finding: 'good', words: 'This is not asked here.', ...from };
      if (answer === null) return { subject: words, finding: 'unclear', words: 'This was not answered.', ...from };
      if (met === null)
        return {
          subject: words,
          finding: 'unclear',
          words: `“${answer}” is not a number that can be compared.`,
          ...from,
        };
      return met
        ? { subject: words, finding: 'good', words: `“${answer}” meets it.`, ...from }
        : { subject: words, finding: 'bad', words: `“${answer}” does not meet it.`, ...from };
    });
    return outcomeOf(evidence, {
      passed: 'The answers meet the rules of the program.',
      failed: 'An answer does not meet the rules of the program.',
      unsure: 'Not every answer could be judged; a person has to look.',
      unavailable: 'Not every answer could be judged; a person has to look.',
    });
  },
};
