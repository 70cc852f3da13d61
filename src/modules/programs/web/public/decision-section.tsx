import { ButtonLink, Buttons } from '#web/public/Button.tsx';
import { joined, PublicLink, useTextsLang } from '#web/public/language.tsx';
import { Paragraphs } from './paragraphs.tsx';
import type { StatusPart } from './status-part.ts';
import { useWords } from './words/index.ts';

/** The decision: who or what decided, the reason, our words, what can be done, and the way back. */
export function DecisionSection({ application, zone }: StatusPart) {
  const { decision, program, stage, may } = application;
  const { say, parts, when } = useWords();
  const own = useTextsLang();
  if (stage === 'withdrawn')
    return (
      <Buttons>
        <ButtonLink href={`/apply/${program.slug}`}>{say('decision.again')}</ButtonLink>
      </Buttons>
    );
  if (!decision) return null;
  const lang = decision.reason?.translated ? undefined : own;
  const refused = decision.verdict === 'refused';
  const made = { version: decision.policyVersion, when: when(decision.at, zone) };
  return (
    <section id="decision">
      <h2>{refused ? say('decision.refused') : say('decision.approved')}</h2>
      <p className="quiet">{decision.byRule ? say('decision.by-rule', made) : say('decision.by-person', made)}</p>
      {decision.reason ? (
        <>
          <h3>{say('decision.why')}</h3>
          <p lang={lang}>{decision.reason.label}.</p>
        </>
      ) : null}
      {decision.words ? <Paragraphs text={decision.words} forReader /> : null}
      {refused && decision.reason?.advice ? (
        <>
          <h3>{say('decision.can-do')}</h3>
          <p lang={lang}>{decision.reason.advice}</p>
        </>
      ) : null}
      {refused ? (
        <p>
          {may.write && !may.appeal ? (
            <>{joined(parts('decision.write', { link: (inside) => <a href="#messages">{inside}</a> }))} </>
          ) : null}
          {joined(
            parts('decision.apply-again', {
              link: (inside) => <PublicLink href={`/apply/${program.slug}`}>{inside}</PublicLink>,
            }),
          )}
        </p>
      ) : null}
    </section>
  );
}
