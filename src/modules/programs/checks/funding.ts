import { type Answers, numberIn } from '../policy/condition.ts';
import { type CheckParameters, parametersOf } from '../policy/requirements.ts';
import { toldAnswer } from './answers-meet.ts';
import { type Check, type Evidence, outcomeOf } from './check.ts';
import { listedAs } from './mail-domain.ts';

type Judged = Pick<Evidence, 'subject' | 'finding' | 'words' | 'href'>;
type Rules = CheckParameters['funding'];

const missing = (subject: string): Judged => ({
  subject,
  finding: 'unclear',
  words: 'This was not answered.',
  href: null,
});

/** What was said of money from outside, against the policy. A link shows nothing by itself unless the policy trusts its host. Pure. */
export function judgeFunding(answers: Answers, rules: Rules): Judged[] {
  const judged = [amountOf(answers, rules), proofOf(answers, rules)];
  if (rules.stages.length > 0) judged.splice(1, 0, stageOf(answers, rules));
  return judged;
}

function amountOf(answers: Answers, { amountField, atMost }: Rules): Judged {
  const subject = 'Amount of funding';
  const told = toldAnswer(answers, amountField);
  if (told === null) return missing(subject);
  const amount = numberIn(told);
  const most = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 }).format(atMost);
  if (amount === null)
    return { subject, finding: 'unclear', words: `“${told}” is not a number that can be compared.`, href: null };
  if (amount < 0) return { subject, finding: 'unclear', words: `“${told}” is less than nothing.`, href: null };
  return amount <= atMost
    ? { subject, finding: 'good', words: `“${told}” is not more than ${most}.`, href: null }
    : { subject, finding: 'bad', words: `“${told}” is more than ${most}.`, href: null };
}

function stageOf(answers: Answers, { stageField, stages }: Rules): Judged {
  const subject = 'Stage of funding';
  const told = toldAnswer(answers, stageField);
  if (told === null) return missing(subject);
  return [answers[stageField] ?? []].flat().every((stage) => stages.includes(stage.trim()))
    ? { subject, finding: 'good', words: `“${told}” is a stage that the program takes.`, href: null }
    : { subject, finding: 'bad', words: `“${told}” is not a stage that the program takes.`, href: null };
}

function proofOf(answers: Answers, { proofField, trustedHosts }: Rules): Judged {
  const subject = 'Proof of funding';
  const told = toldAnswer(answers, proofField);
  if (told === null) return missing(subject);
  const url = URL.parse(String([answers[proofField] ?? ''].flat()[0]).trim());
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '')
    return { subject, finding: 'unclear', words: `“${told}” is not the address of a web page.`, href: null };
  const trusted = url.protocol === 'https:' && url.port === '' && listedAs(url.hostname, trustedHosts) !== null;
  return trusted
    ? { subject, finding: 'good', words: `“${told}” is on a host that the program trusts.`, href: url.href }
    : { subject, finding: 'unclear', words: `“${told}” has to be looked at by a person.`, href: url.href };
}

/** Money from outside: how much, at which stage, and where that can be read. */
export const fundingCheck: Check = {
  name: 'funding',
  title: 'Funding within the bounds',
  run: async (application, { run }) => {
    const at = run.house.clock.now().toString();
    const judged = judgeFunding(application.answers, parametersOf(application.requirements, 'funding'));
    const source = "The applicant's answer, against the policy";
    return outcomeOf(
      judged.map((each) => ({ ...each, source, at })),
      {
        passed: 'The funding is within the bounds of the program.',
        failed: 'The funding is not within the bounds of the program.',
        unsure: 'The funding has to be looked at by a person.',
        unavailable: 'The funding has to be looked at by a person.',
      },
    );
  },
};
