import type { FieldError } from './Field.tsx';

/** All wrong entries at the top of a form, each linked to its field. Nothing when all is well. */
export function ErrorSummary({
  errors,
  title = 'Some entries need another look',
}: {
  errors: FieldError[];
  title?: string;
}) {
  if (errors.length === 0) return null;
  return (
    <div className="summary" role="alert" aria-labelledby="summary-title">
      <h2 id="summary-title">{title}</h2>
      <p>Your other entries are kept.</p>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={`${field}:${message}`}>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
