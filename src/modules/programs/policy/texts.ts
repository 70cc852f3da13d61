import type { Policy } from '../policy.ts';

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
