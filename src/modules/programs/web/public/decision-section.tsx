import { ButtonLink, Buttons } from '#web/public/Button.tsx';
import { Paragraphs } from './paragraphs.tsx';
import type { StatusPart } from './status-page.tsx';
import { whenWords } from './words.ts';

/** The decision: who or what decided, the reason, our words, what can be done, and the way back. */
export function DecisionSection({ application, zone }: StatusPart) {
  const { decision, program, stage, may } = application;
  if (stage === 'withdrawn')
    return (
      <Buttons>
        <ButtonLink href={`/apply/${program.slug}`}>Apply again</ButtonLink>
      </Buttons>
    );
  if (!decision) return null;
  const refused = decision.verdict === 'refused';
  return (
    <section id="decision">
      <h2>{refused ? 'Our decision: not approved' : 'Our decision: approved'}</h2>
      <p className="quiet">
        {decision.byRule
          ? `Decided by the rules of the program (version ${decision.policyVersion}), since every requirement is met for certain`
          : `Decided by a person, under version ${decision.policyVersion} of the rules`}
        , {whenWords(decision.at, zone)}.
      </p>
      {decision.reason ? (
        <>
          <h3>Why</h3>
          <p>{decision.reason.label}.</p>
        </>
      ) : null}
      {decision.words ? <Paragraphs text={decision.words} /> : null}
      {refused && decision.reason?.advice ? (
        <>
          <h3>What you can do</h3>
          <p>{decision.reason.advice}</p>
        </>
      ) : null}
      {refused ? (
        <p>
          {may.write ? (
            <>
              If you think that we are wrong, <a href="#messages">write to us</a>; a person reads it.{' '}
            </>
          ) : null}
          When the reason no longer holds, you can <a href={`/apply/${program.slug}`}>apply again</a>.
        </p>
      ) : null}
    </section>
  );
}
