import type { FieldError } from './Field.tsx';
import { Notice } from './Notice.tsx';
import { type PublicFrame, PublicPage } from './PublicPage.tsx';

/** What a stranger sees when something is not there, not allowed, or broke. */
export function ProblemPage({
  title,
  words,
  fields = [],
  back,
  ...frame
}: PublicFrame & {
  title: string;
  words: string;
  fields?: FieldError[];
  back?: { href: string; words: string };
}) {
  return (
    <PublicPage {...frame} title={title}>
      <Notice tone="careful">
        <p>{words}</p>
        {fields.length > 1 ? (
          <ul>
            {fields.map(({ field, message }) => (
              <li key={`${field}:${message}`}>{message}</li>
            ))}
          </ul>
        ) : null}
      </Notice>
      {back ? (
        <p>
          <a href={back.href}>{back.words}</a>
        </p>
      ) : null}
    </PublicPage>
  );
}
