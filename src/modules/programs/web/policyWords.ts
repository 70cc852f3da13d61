import { counted } from '#web/kit/plural.ts';
import type { Policy } from '../policy.ts';

/** The rules of a policy that people set, each a name and its value in words. */
export function policyFacts(policy: Policy): { name: string; value: string }[] {
  const { benefit, retention } = policy;
  const days = (count: number) => counted(count, 'day');
  return [
    {
      name: 'Promise',
      value: `a decision within ${counted(policy.promiseDays, 'business day')}`,
    },
    {
      name: 'Decided by',
      value: policy.automatic
        ? 'the rule, where every requirement is met for certain; a person in every other case'
        : 'a person, always',
    },
    {
      name: 'Time to undo',
      value:
        policy.undoMinutes === 0
          ? 'none: a decision takes effect at once'
          : `${counted(policy.undoMinutes, 'minute')} before a decision takes effect`,
    },
    { name: 'SKU for SaaS', value: benefit.skus.saas ?? 'not offered' },
    { name: 'SKU for self-managed', value: benefit.skus['self-managed'] ?? 'not offered' },
    { name: 'Redeemed at', value: benefit.checkoutUrl },
    { name: 'Term', value: counted(benefit.termMonths, 'month') },
    { name: 'Seats', value: benefit.seats === null ? 'as many as the project needs' : String(benefit.seats) },
    { name: 'Not served', value: countries(policy.embargo) },
    {
      name: 'Kept for',
      value: `drafts ${days(retention.draftDays)}, unconfirmed ${days(retention.unconfirmedDays)}, refused and withdrawn ${days(retention.refusedDays)}`,
    },
  ];
}

function countries(codes: readonly string[]): string {
  if (codes.length === 0) return 'no country is left out';
  const names = new Intl.DisplayNames('en', { type: 'region' });
  return codes.map((code) => names.of(code) ?? code).join(', ');
}

/** One thing that a new version of a policy changes; null: it was, or will be, not there. */
export type PolicyChange = { name: string; before: string | null; after: string | null };

/** What a new version changes against the one in force, in words and in the order of the policy's page. */
export function policyChanges(before: Policy, after: Policy): PolicyChange[] {
  const facts = policyFacts(after).flatMap(({ name, value }, place) => {
    const was = policyFacts(before)[place]?.value ?? null;
    return was === value ? [] : [{ name, before: was, after: value }];
  });
  const reasonWords = (reason: Policy['reasons'][number] | undefined) =>
    reason ? `${reason.label}. Advice: ${reason.advice}` : null;
  const codes = new Set([...before.reasons, ...after.reasons].map(({ code }) => code));
  const reasons = [...codes].flatMap((code) => {
    const was = reasonWords(before.reasons.find((each) => each.code === code));
    const will = reasonWords(after.reasons.find((each) => each.code === code));
    return was === will ? [] : [{ name: `Reason “${code}”`, before: was, after: will }];
  });
  const order = (policy: Policy) => policy.reasons.map(({ code }) => code).join(', ');
  const onlyMoved = reasons.length === 0 && order(before) !== order(after);
  return [
    ...facts,
    ...reasons,
    ...(onlyMoved ? [{ name: 'Order of the reasons', before: order(before), after: order(after) }] : []),
  ];
}

/** A code for a new reason, made from its label, that no other reason has; letters and hyphens only. */
export function reasonCode(label: string, taken: readonly string[]): string {
  const stem =
    label
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40)
      .replace(/-$/, '') || 'reason';
  for (let code = stem; ; code += '-more') if (!taken.includes(code)) return code;
}
