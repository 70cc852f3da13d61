import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field, TickField } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { Paragraphs } from './paragraphs.tsx';
import type { StatusPart } from './status-page.tsx';
import { whenWords } from './words.ts';

/** The agreement, word for word; accepted by a typed name and a tick. */
export function AgreementSection({ application, base, zone, typed, errors, idempotencyKey }: StatusPart) {
  const { agreement, may } = application;
  if (!agreement) return null;
  const text = <Paragraphs text={agreement.text} />;
  if (!may.acceptAgreement) {
    return agreement.accepted ? (
      <section id="agreement">
        <h2>The agreement</h2>
        <p>Accepted on {whenWords(agreement.accepted, zone)}.</p>
        <details>
          <summary>{`${agreement.title}, version ${agreement.version}`}</summary>
          {text}
        </details>
      </section>
    ) : null;
  }
  return (
    <section id="agreement">
      <h2>{agreement.title}</h2>
      <p className="quiet">Version {agreement.version}</p>
      {text}
      <PublicForm action={`${base}/agreement`} idempotencyKey={idempotencyKey}>
        <input type="hidden" name="version" value={agreement.version} />
        <Field
          name="signedName"
          label="Your name"
          hint="Typing it here counts as your signature."
          value={typed.signedName ?? ''}
          error={errorOf(errors, 'signedName')}
          autoComplete="name"
          maxLength={200}
          required
        />
        <TickField
          name="acceptsAgreement"
          label="I accept the agreement for the project."
          checked={typed.acceptsAgreement === 'yes'}
          error={errorOf(errors, 'acceptsAgreement')}
          required
        />
        <Buttons>
          <Button>Accept agreement</Button>
        </Buttons>
      </PublicForm>
    </section>
  );
}
