import type { FieldError } from './Field.tsx';
import { Retold, useKitWords } from './language.tsx';

/** All wrong entries at the top of a form, each linked to its field. Nothing when all is well. */
export function ErrorSummary({ errors, title }: { errors: FieldError[]; title?: string }) {
  const { say } = useKitWords();
  if (errors.length === 0) return null;
  return (
    <div
      className="summary"
      role="alert"
      aria-labelledby="summary-title"
      tabIndex={-1}
      // biome-ignore lint/a11y/noAutofocus: the page comes anew with its faults; whoever hears it begins here, not at the top again
      autoFocus
    >
      <h2 id="summary-title">{title ?? say('form.look-again')}</h2>
      <p>{say('form.kept')}</p>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={`${field}:${message}`}>
            <a href={`#${field}`}>
              <Retold text={message} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
