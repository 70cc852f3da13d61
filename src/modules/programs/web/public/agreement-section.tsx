import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field, TickField } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { Paragraphs } from './paragraphs.tsx';
import type { StatusPart } from './status-part.ts';
import { useWords } from './words/index.ts';

/** The agreement, word for word; accepted by a typed name and a tick. */
export function AgreementSection({ application, base, zone, typed, errors, idempotencyKey }: StatusPart) {
  const { agreement, may } = application;
  const { say, when } = useWords();
  if (!agreement) return null;
  const text = <Paragraphs text={agreement.text} />;
  if (!may.acceptAgreement) {
    return (
      <section id="agreement">
        <h2>{say('agreement.title')}</h2>
        <p>
          {agreement.accepted
            ? say('agreement.accepted', { when: when(agreement.accepted, zone) })
            : say('said.renewal-revoked')}
        </p>
        <details>
          <summary>{say('agreement.version', { title: agreement.title, version: agreement.version })}</summary>
          {text}
        </details>
      </section>
    );
  }
  return (
    <section id="agreement">
      <h2>{agreement.title}</h2>
      <p className="quiet">{say('agreement.version-alone', { version: agreement.version })}</p>
      {text}
      <PublicForm action={`${base}/agreement`} idempotencyKey={idempotencyKey}>
        <input type="hidden" name="version" value={agreement.version} />
        <Field
          name="signedName"
          label={say('agreement.name')}
          hint={say('agreement.name-hint')}
          value={typed.signedName ?? ''}
          error={errorOf(errors, 'signedName')}
          autoComplete="name"
          maxLength={200}
          required
        />
        <TickField
          name="acceptsAgreement"
          label={say('agreement.tick')}
          checked={typed.acceptsAgreement === 'yes'}
          error={errorOf(errors, 'acceptsAgreement')}
          required
        />
        <Buttons>
          <Button>{say('agreement.button')}</Button>
        </Buttons>
      </PublicForm>
    </section>
  );
}
