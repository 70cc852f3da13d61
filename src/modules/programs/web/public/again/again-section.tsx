import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field } from '#web/public/Field.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { Paragraphs } from '../paragraphs.tsx';
import type { StatusPart } from '../status-part.ts';
import { useAgainWords } from './words/index.ts';

/** That we took the application up again, since when and why. */
export function AgainNotices({ application, zone }: StatusPart) {
  const { again, decision, stage } = application;
  const { say, when } = useAgainWords();
  if (!again || decision || stage === 'withdrawn') return null;
  return (
    <Notice title={say('again.title')}>
      <p>{say('again.since', { when: when(again.at, zone) })}</p>
      {again.words ? <Paragraphs text={again.words} forReader /> : null}
    </Notice>
  );
}

/** When it ends by itself, unless its applicant is heard. */
export function SilenceNotice({ application, zone }: StatusPart) {
  const { silence, may } = application;
  const { say, day } = useAgainWords();
  if (!silence) return null;
  return (
    <Notice tone="careful" title={say('silence.title', { day: day(silence.endsAt, zone) })}>
      {may.write ? <p>{say('silence.words')}</p> : null}
    </Notice>
  );
}

/** Asking us to look at a refusal again, and what became of that. */
export function AppealSection({ application, base, zone, typed, errors, idempotencyKey }: StatusPart) {
  const { appeal, may } = application;
  const { say, when } = useAgainWords();
  if (!appeal) return null;
  const { made, until } = appeal;
  if (made)
    return (
      <section id="appeal">
        <h2>{made.answer ? say('appeal.denied') : say('appeal.asked')}</h2>
        <p className="quiet">
          {made.answer
            ? say('appeal.denied-words', { when: when(made.answer.at, zone) })
            : say('appeal.asked-words', { when: when(made.at, zone) })}
        </p>
        <Paragraphs text={made.answer ? made.answer.words : made.words} forReader />
      </section>
    );
  if (!may.appeal) return null;
  return (
    <section id="appeal">
      <h2>{say('appeal.title')}</h2>
      <p>{say('appeal.words', { when: when(until, zone) })}</p>
      <PublicForm action={`${base}/appeal`} idempotencyKey={idempotencyKey}>
        <Field
          name="appeal"
          label={say('appeal.label')}
          hint={say('appeal.hint')}
          value={typed.appeal ?? ''}
          error={errorOf(errors, 'appeal')}
          rows={6}
          required
        />
        <Buttons>
          <Button quiet>{say('appeal.button')}</Button>
        </Buttons>
      </PublicForm>
    </section>
  );
}
