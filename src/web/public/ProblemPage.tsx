import type { FieldError } from './Field.tsx';
import { PublicLink, Retold, useReading } from './language.tsx';
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
  const { retell } = useReading();
  return (
    <PublicPage {...frame} title={retell(title) ?? title}>
      <Notice tone="careful">
        <p>
          <Retold text={words} />
        </p>
        {fields.length > 1 ? (
          <ul>
            {fields.map(({ field, message }) => (
              <li key={`${field}:${message}`}>
                <Retold text={message} />
              </li>
            ))}
          </ul>
        ) : null}
      </Notice>
      {back ? (
        <p>
          <PublicLink href={back.href}>
            <Retold text={back.words} />
          </PublicLink>
        </p>
      ) : null}
    </PublicPage>
  );
}
