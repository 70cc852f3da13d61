import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import type { StatusPart } from './status-page.tsx';
import { whenWords } from './words.ts';

/** What the team asked, and the answer to it. */
export function AnswerForm({ application, base, zone, typed, errors, idempotencyKey }: StatusPart) {
  const { question, may } = application;
  if (!question || !may.answer) return null;
  return (
    <section id="question">
      <h2>Our question</h2>
      <p className="message-text">{question.words}</p>
      <p className="quiet">Asked on {whenWords(question.at, zone)}.</p>
      <PublicForm action={`${base}/answer`} idempotencyKey={idempotencyKey}>
        <Field
          name="answer"
          label="Your answer"
          value={typed.answer ?? ''}
          error={errorOf(errors, 'answer')}
          rows={6}
          required
        />
        <Buttons>
          <Button>Send answer</Button>
        </Buttons>
      </PublicForm>
    </section>
  );
}

/** A message to the team, at any time. */
export function WriteForm({ application, base, typed, errors, idempotencyKey }: StatusPart) {
  if (!application.may.write) return null;
  return (
    <PublicForm action={`${base}/message`} idempotencyKey={idempotencyKey}>
      <Field
        name="message"
        label="Write to us"
        hint="A person reads it. The application goes on meanwhile."
        value={typed.message ?? ''}
        error={errorOf(errors, 'message')}
        rows={4}
        required
      />
      <Buttons>
        <Button quiet>Send message</Button>
      </Buttons>
    </PublicForm>
  );
}
