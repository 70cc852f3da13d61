import { Button, Buttons } from '#web/public/Button.tsx';
import { errorOf, Field } from '#web/public/Field.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { Paragraphs } from './paragraphs.tsx';
import type { StatusPart } from './status-part.ts';
import { useWords } from './words/index.ts';

/** The document that a check asks for: what it has to show, the form to send it, and what became of each try. */
export function DocumentSection({ tasks, base, zone, typed, errors, idempotencyKey }: StatusPart) {
  const { say, when, day } = useWords();
  const { document } = tasks;
  if (!document || (!document.maySend && document.tries.length === 0)) return null;
  return (
    <section id="document-section">
      <h2>{say('document.title')}</h2>
      {document.tries.length > 0 ? (
        <ul>
          {document.tries.map((one) => (
            <li key={one.attempt}>
              <b>{say('document.try', { n: one.attempt })}</b>:{' '}
              <bdi>{one.purged ? say('document.purged') : one.name}</bdi>,{' '}
              {say('document.sent', { when: when(one.sentAt, zone), day: day(`${one.datedOn}T00:00:00Z`, 'UTC') })}{' '}
              {say(`document-verdict.${one.verdict ?? 'open'}`)}
              {one.words === '' ? null : (
                <blockquote>
                  <p className="message-text">{one.words}</p>
                </blockquote>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {document.maySend ? (
        <>
          <p>{say('document.words')}</p>
          <Paragraphs text={document.shows} forReader={document.translated} />
          <PublicForm action={`${base}/document`} idempotencyKey={idempotencyKey} upload>
            <Field
              name="document"
              type="file"
              label={say('document.file')}
              hint={say('document.file-hint', { n: document.mostMegabytes })}
              error={errorOf(errors, 'document')}
              required
            />
            <Field
              name="datedOn"
              type="date"
              label={say('document.date')}
              hint={
                document.daysValid === null
                  ? say('document.date-any')
                  : say('document.date-hint', { days: document.daysValid })
              }
              value={typed.datedOn ?? ''}
              error={errorOf(errors, 'datedOn')}
              required
            />
            <p className="quiet">{say('document.left', { n: document.attemptsLeft })}</p>
            <Buttons>
              <Button>{say('document.button')}</Button>
            </Buttons>
          </PublicForm>
        </>
      ) : null}
    </section>
  );
}
