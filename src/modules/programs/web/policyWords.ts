import { labelOf, pathBelow } from '../policy/labels.ts';
import { isRecord, told } from '../policy/told.ts';
import type { Policy } from '../policy.ts';

/** Parts that the page of a policy shows by themselves. */
const APART = [
  'summary',
  'benefit.words',
  'requirements',
  'statements',
  'reasons',
  'agreement',
  'privacy',
  'translations',
];
/** Groups whose parts are told one by one. */
const GROUPS = ['benefit', 'form', 'review', 'membership', 'renewal', 'retention'];

/** The rules of a policy that people set, each a name and its value in words; those that say nothing are left out. */
export function policyFacts(policy: Policy): { name: string; value: string }[] {
  const parts = Object.entries(policy).flatMap(([name, value]): [string, unknown][] =>
    GROUPS.includes(name) && isRecord(value)
      ? Object.entries(value).map(([part, inner]) => [pathBelow(name, part, value), inner])
      : [[name, value]],
  );
  return parts
    .filter(
      ([path, value]) => !APART.includes(path) && !(Array.isArray(value) && value.length === 0 && path !== 'embargo'),
    )
    .map(([path, value]) => ({ name: labelOf(path).label, value: told(path, value) }));
}

/** The languages into which a policy's texts are translated, with how many of them are. */
export const translatedInto = (policy: Policy): { language: string; texts: number }[] =>
  Object.entries(policy.translations).map(([language, texts]) => ({
    language: told('mails.*.language', language),
    texts: Object.keys(texts).length,
  }));

/** A code for a new entry, made from its label, that no other entry has; letters and hyphens only. */
export function codeOf(label: string, taken: readonly string[]): string {
  const stem =
    label
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40)
      .replace(/-$/, '') || 'entry';
  for (let code = stem; ; code += '-more') if (!taken.includes(code)) return code;
}
