import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field } from '#web/public/Field.tsx';
import { PublicLink } from '#web/public/language.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import type { StatusPart } from './status-part.ts';
import { useWords } from './words/index.ts';

/** The verifier outside: how to get there, what is known of it since, and the code of the team that stands in for it. */
export function VerificationSection({ tasks, base, zone, errors, idempotencyKey }: StatusPart) {
  const { say, when } = useWords();
  const { verification } = tasks;
  if (!verification || (!verification.mayBegin && !verification.mayEnterCode)) return null;
  const { name, local, goesTo, begunAt, mayBegin, mayEnterCode } = verification;
  return (
    <section id="verification">
      <h2>{say('verification.title')}</h2>
      <p>{local ? say('verification.by-hand') : say('verification.words', { name })}</p>
      {begunAt === null ? null : (
        <Notice tone="careful" title={say('verification.begun', { name, when: when(begunAt, zone) })}>
          <p>{say('verification.begun-words')}</p>
        </Notice>
      )}
      {goesTo === null || !mayBegin ? null : (
        <p>
          <a className="button" href={goesTo} rel="noreferrer">
            {say('verification.go', { name })}
          </a>
        </p>
      )}
      {mayBegin ? (
        <PublicForm action={`${base}/verification`} idempotencyKey={idempotencyKey}>
          <Buttons>
            <Button quiet={goesTo !== null}>
              {goesTo === null ? say('verification.button') : say('verification.again')}
            </Button>
          </Buttons>
        </PublicForm>
      ) : null}
      {goesTo === null && mayBegin ? (
        <p className="quiet">
          <PublicLink href={base}>{say('verification.reload')}</PublicLink>
        </p>
      ) : null}
      {mayEnterCode ? (
        <details open={errorOf(errors, 'code') !== undefined}>
          <summary>{say('verification.code-title')}</summary>
          <PublicForm action={`${base}/bypass`} idempotencyKey={idempotencyKey}>
            <Field
              name="code"
              label={say('verification.code')}
              hint={say('verification.code-hint')}
              error={errorOf(errors, 'code')}
              autoComplete="off"
              maxLength={100}
              required
            />
            <Buttons>
              <Button quiet>{say('verification.code-button')}</Button>
            </Buttons>
          </PublicForm>
        </details>
      ) : null}
    </section>
  );
}
