import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field, TickField } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { Paragraphs } from './paragraphs.tsx';
import { PolicyFields } from './policy-fields.tsx';
import type { StatusPart } from './status-part.ts';
import { useLangOf } from './told.tsx';
import type { Application } from './types.ts';
import { useWords } from './words/index.ts';

/** What the team asked, and the answer to it. */
export function AnswerForm(part: StatusPart) {
  const { application, base, zone, typed, errors, idempotencyKey } = part;
  const { question, may } = application;
  const { say, when } = useWords();
  if (!question || !may.answer) return null;
  const { form } = question;
  return (
    <section id="question">
      <h2>{say('question.title')}</h2>
      <p className="message-text">{form ? say('question.changed') : question.words}</p>
      <p className="quiet">{say('question.asked', { when: when(question.at, zone) })}</p>
      <PublicForm action={`${base}/answer`} idempotencyKey={idempotencyKey}>
        {form ? <AskedFields form={form} {...part} /> : null}
        <Field
          name="answer"
          label={say(form ? 'question.more' : 'question.answer')}
          value={typed.answer ?? ''}
          error={errorOf(errors, 'answer')}
          rows={form ? 3 : 6}
          required={form === null}
        />
        <Buttons>
          <Button>{say('question.button')}</Button>
        </Buttons>
      </PublicForm>
    </section>
  );
}

type AskedForm = NonNullable<NonNullable<Application['question']>['form']>;

/** What the rules of the program ask since they changed: fields, statements to sign, a notice to agree to. */
function AskedFields({ form, filled, countries, errors }: StatusPart & { form: AskedForm }) {
  const { say } = useWords();
  const langOf = useLangOf(form);
  const error = (name: string) => errorOf(errors, name);
  return (
    <>
      <PolicyFields
        program={{ form, translated: form.translated }}
        answers={filled.answers}
        error={error}
        countries={countries}
      />
      {form.statements.map(({ code, words }) => (
        <TickField
          key={code}
          name={`statements.${code}`}
          label={<span lang={langOf(`statement.${code}`)}>{words}</span>}
          checked={filled.statements.includes(code)}
          error={error(`statements.${code}`)}
          required
        />
      ))}
      {form.privacy ? (
        <>
          <details>
            <summary>{say('privacy.version', { version: form.privacy.version })}</summary>
            <Paragraphs text={form.privacy.text} forReader={form.translated.includes('privacy')} />
          </details>
          <TickField
            name="acceptsPrivacy"
            label={say('form.privacy')}
            hint={say('form.privacy-hint')}
            checked={filled.acceptsPrivacy}
            error={error('acceptsPrivacy')}
            required
          />
        </>
      ) : null}
    </>
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
