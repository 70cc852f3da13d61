import { counted } from '#web/kit/plural.ts';
import type { Application } from '../questions.ts';
import classes from './RepositoryList.module.css';

const MOST = 12;

/** The repositories that were checked: those listed, or those found in the namespace. */
export function RepositoryList({ application }: { application: Application }) {
  const { repositories, namespaceUrl } = application;
  const rows = (from: number, to?: number) => (
    <ul className={classes.list}>
      {repositories.slice(from, to).map(({ key, url }) => (
        <li key={key}>
          <OutwardLink href={url} words={key} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {namespaceUrl === null ? null : (
        <p className={classes.namespace}>
          Namespace: <OutwardLink href={namespaceUrl} words={application.namespace ?? namespaceUrl} />
        </p>
      )}
      {repositories.length === 0 ? (
        <p className={classes.quiet}>None is listed yet: those of the namespace are found when the checks run.</p>
      ) : (
        rows(0, MOST)
      )}
      {repositories.length > MOST ? (
        <details className={classes.more}>
          <summary>{counted(repositories.length - MOST, 'more repository', 'more repositories')}</summary>
          {rows(MOST)}
        </details>
      ) : null}
    </>
  );
}

/** An address that a stranger wrote: only as a link where it leads to the web, and without telling where from. */
function OutwardLink({ href, words }: { href: string; words: string }) {
  if (!/^https?:\/\//i.test(href)) return <span>{words}</span>;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener nofollow">
      {words}
    </a>
  );
}
