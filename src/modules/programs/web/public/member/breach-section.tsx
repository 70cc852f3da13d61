import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { Paragraphs } from '../paragraphs.tsx';
import type { MemberPart } from './member-part.ts';
import { useMemberWords } from './words/index.ts';

/** What we say is not kept to, and the place to answer. */
export function BreachSection({ member, base, zone, typed, errors, idempotencyKey }: MemberPart) {
  const { say, when } = useMemberWords();
  const { breach, may } = member;
  if (!breach) return null;
  return (
    <section id="breach">
      <h2>{say('breach.title')}</h2>
      <Paragraphs text={breach.words} />
      {breach.answer && breach.answeredAt ? (
        <>
          <p className="quiet">{say('breach.answered', { when: when(breach.answeredAt, zone) })}</p>
          <Paragraphs text={breach.answer} />
        </>
      ) : null}
      {may.answerBreach ? (
        <PublicForm action={`${base}/breach`} idempotencyKey={idempotencyKey}>
          <Field
            name="answer"
            label={say('breach.answer')}
            hint={say('breach.hint')}
            rows={6}
            value={typed.answer ?? ''}
            error={errorOf(errors, 'answer')}
            maxLength={20000}
            required
          />
          <Buttons>
            <Button>{say('breach.button')}</Button>
          </Buttons>
        </PublicForm>
      ) : null}
    </section>
  );
}
