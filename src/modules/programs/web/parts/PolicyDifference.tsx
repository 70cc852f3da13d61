import type { PolicyChange } from '../policyWords.ts';
import classes from './PolicyDifference.module.css';

/** What a new version changes: each rule as it is and as it will be. */
export function PolicyDifference({ changes }: { changes: readonly PolicyChange[] }) {
  return (
    <dl className={classes.list}>
      {changes.map(({ name, before, after }) => (
        <div key={name} className={classes.item}>
          <dt className={classes.name}>{name}</dt>
          {before === null ? null : (
            <dd className={classes.before}>
              <span className={classes.sign}>now</span> <del>{before}</del>
            </dd>
          )}
          <dd className={classes.after}>
            <span className={classes.sign}>then</span> {after === null ? 'taken out' : <ins>{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
