import type { CheckState } from '../application.ts';
import { type Answers, allHold, holds } from '../policy/condition.ts';
import { type CheckName, parametersOf, type Requirement } from '../policy/requirements.ts';
import { academic } from './academic-domains.ts';
import { judgeFunding } from './funding.ts';
import { judgeInstitution } from './institution-mail.ts';
import { domainOf } from './mail-domain.ts';
import { providerOf } from './mail-providers.ts';
import { judgeOwnDomain } from './own-mail-domain.ts';

/** What is known of a past application without looking at anything outside. */
export type Known = { answers: Answers; country: string | null; address: string | null };
type Rules = { requirements: readonly Requirement[]; embargo: readonly string[] };
type Judged = { state: CheckState; words: string };

/** null: it would have to be looked at anew. */
type Judge = (known: Known, rules: Rules) => Judged | null;

const worst = (found: readonly { finding: string; words: string }[], good: string): Judged => {
  const bad = found.find(({ finding }) => finding === 'bad');
  if (bad) return { state: 'failed', words: bad.words };
  const unclear = found.find(({ finding }) => finding !== 'good');
  return unclear ? { state: 'unsure', words: unclear.words } : { state: 'passed', words: good };
};

/** The checks that are judged by what was recorded alone: no request goes out, and the outcome is the same whenever it is asked. */
export const JUDGES: Partial<Record<CheckName, Judge>> = {
  // Nothing is decided before the address is confirmed.
  'mail-confirmed': () => ({ state: 'passed', words: 'The address was confirmed.' }),
  'country-allowed': ({ country }, { embargo }) => {
    if (country === null) return null;
    return embargo.includes(country)
      ? { state: 'failed', words: 'The country may not take part.' }
      : { state: 'passed', words: 'The country may take part.' };
  },
  'answers-meet': ({ answers }, { requirements }) =>
    worst(
      parametersOf(requirements, 'answers-meet').all.map(({ condition, words, when }) => {
        const met = allHold(when, answers) ? holds(condition, answers) : true;
        return { finding: met === null ? 'unclear' : met ? 'good' : 'bad', words };
      }),
      'The answers meet the rules.',
    ),
  funding: ({ answers }, { requirements }) =>
    worst(judgeFunding(answers, parametersOf(requirements, 'funding')), 'The funding is within the bounds.'),
  'institution-mail': ({ address }, { requirements }) => {
    const domain = address ? domainOf(address) : null;
    if (!domain) return null;
    const rules = parametersOf(requirements, 'institution-mail');
    return worst([judgeInstitution(domain, rules, academic(domain), providerOf(domain))], 'It is at an institution.');
  },
  'own-mail-domain': ({ address }, { requirements }) => {
    const domain = address ? domainOf(address) : null;
    if (!domain) return null;
    const rules = parametersOf(requirements, 'own-mail-domain');
    return worst([judgeOwnDomain(domain, rules, providerOf(domain))], 'The domain is taken.');
  },
};
