import type { PolicyChange } from '../../policy/changes.ts';
import classes from './PolicyDifference.module.css';

type Props = { changes: readonly PolicyChange[]; was?: string; becomes?: string };

/** What a version changes: each rule as it was and as it becomes. */
export function PolicyDifference({ changes, was = 'now', becomes = 'then' }: Props) {
  if (changes.length === 0) return <p className={classes.none}>Nothing differs.</p>;
  return (
    <dl className={classes.list}>
      {changes.map(({ name, before, after }) => (
        <div key={name} className={classes.item}>
          <dt className={classes.name}>{name}</dt>
          {before === null ? null : (
            <dd className={classes.before}>
              <span className={classes.sign}>{was}</span> <del>{before}</del>
            </dd>
          )}
          <dd className={classes.after}>
            <span className={classes.sign}>{becomes}</span> {after === null ? 'taken out' : <ins>{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
