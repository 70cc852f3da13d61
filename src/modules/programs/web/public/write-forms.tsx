import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import type { StatusPart } from './status-page.tsx';
import { useWords } from './words/index.ts';

/** What the team asked, and the answer to it. */
export function AnswerForm({ application, base, zone, typed, errors, idempotencyKey }: StatusPart) {
  const { question, may } = application;
  const { say, when } = useWords();
  if (!question || !may.answer) return null;
  return (
    <section id="question">
      <h2>{say('question.title')}</h2>
      <p className="message-text">{question.words}</p>
      <p className="quiet">{say('question.asked', { when: when(question.at, zone) })}</p>
      <PublicForm action={`${base}/answer`} idempotencyKey={idempotencyKey}>
        <Field
          name="answer"
          label={say('question.answer')}
          value={typed.answer ?? ''}
          error={errorOf(errors, 'answer')}
          rows={6}
          required
        />
        <Buttons>
          <Button>{say('question.button')}</Button>
        </Buttons>
      </PublicForm>
    </section>
  );
}

/** A message to the team, at any time. */
export function WriteForm({ application, base, typed, errors, idempotencyKey }: StatusPart) {
  const { say } = useWords();
  if (!application.may.write) return null;
  return (
    <PublicForm action={`${base}/message`} idempotencyKey={idempotencyKey}>
      <Field
        name="message"
        label={say('write.label')}
        hint={say('write.hint')}
        value={typed.message ?? ''}
        error={errorOf(errors, 'message')}
        rows={4}
        required
      />
      <Buttons>
        <Button quiet>{say('write.button')}</Button>
      </Buttons>
    </PublicForm>
  );
}
