import type { Policy } from '../policy.ts';
import type { Offer } from './benefit.ts';

/** One text of a policy that applicants read: its name in `translations`, and the organisation's own words. */
export type PolicyText = { name: string; text: string };

/** Every text of a policy that people outside read and that can be translated, in the order of the pages. The agreement is not among them: the wording that was agreed counts. */
export function textsOf(policy: Policy): PolicyText[] {
  return [
    { name: 'summary', text: policy.summary },
    { name: 'benefit', text: policy.benefit.words },
    ...policy.benefit.tiers.flatMap((t) => [
      { name: `tier.${t.code}.label`, text: t.label },
      ...(t.words ? [{ name: `tier.${t.code}.words`, text: t.words }] : []),
    ]),
    ...policy.requirements.map((r) => ({ name: `requirement.${r.check}`, text: r.words })),
    ...policy.requirements.flatMap((r) =>
      r.check === 'document' ? [{ name: 'document.shows', text: r.with.shows }] : [],
    ),
    ...policy.form.fields.flatMap((f) => [
      { name: `field.${f.name}.label`, text: f.label },
      ...(f.hint ? [{ name: `field.${f.name}.hint`, text: f.hint }] : []),
      ...f.choices.map((choice) => ({ name: `field.${f.name}.choice.${choice.value}`, text: choice.label })),
    ]),
    ...policy.statements.map((s) => ({ name: `statement.${s.code}`, text: s.words })),
    ...policy.reasons.flatMap((r) => [
      { name: `reason.${r.code}.label`, text: r.label },
      { name: `reason.${r.code}.advice`, text: r.advice },
    ]),
    ...policy.membership.contacts.map((k) => ({ name: `contact.${k.role}`, text: k.label })),
    ...policy.membership.duties.map((d) => ({ name: `duty.${d.code}`, text: d.words })),
    ...policy.membership.levels.map((l) => ({ name: `level.${l.code}`, text: l.label })),
    ...(policy.satisfaction ? [{ name: 'satisfaction', text: policy.satisfaction.question }] : []),
    { name: 'privacy', text: policy.privacy.text },
  ];
}

/** A text in a language: its translation, else the organisation's own words. `lang` is null where they are the organisation's. */
export function textIn(
  policy: Policy,
  language: string,
  name: string,
  own: string,
): { text: string; lang: string | null } {
  const text = policy.translations[language]?.[name];
  return text ? { text, lang: language } : { text: own, lang: null };
}

const inTongue = (policy: Policy, language: string, name: string, own: string) =>
  textIn(policy, language.split('-')[0] ?? language, name, own);

/**
 * A reason as somebody of this language (BCP 47) reads it. `translated`: both its texts were; where only one was, both are the
 * organisation's own, so that they stand in one language. A reason that the policy no longer has is its code.
 */
export function reasonFor(policy: Policy, code: string, language: string) {
  const reason = policy.reasons.find((each) => each.code === code);
  if (!reason) return { code, label: code, advice: '', translated: false };
  const label = inTongue(policy, language, `reason.${code}.label`, reason.label);
  const advice = inTongue(policy, language, `reason.${code}.advice`, reason.advice);
  const translated = label.lang !== null && advice.lang !== null;
  return translated
    ? { code, label: label.text, advice: advice.text, translated }
    : { code, label: reason.label, advice: reason.advice, translated };
}

/** What a member gets, as somebody of this language (BCP 47) reads it. */
export function offerWordsFor(policy: Policy, offer: Offer, language: string): string {
  const tier = policy.benefit.tiers.find(({ code }) => code === offer.tier);
  const name = tier?.words ? `tier.${tier.code}.words` : 'benefit';
  return inTongue(policy, language, name, offer.words).text;
}
