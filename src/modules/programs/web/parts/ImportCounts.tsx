import classes from './ImportPreview.module.css';

type Counts = { added: number; changed: number; same: number; refused: number };

/** How many rows are new, changed, unchanged and refused. */
export function ImportCounts({ counts }: { counts: Counts }) {
  const shown = [
    ['New', counts.added],
    ['Changed', counts.changed],
    ['Unchanged', counts.same],
    ['Refused', counts.refused],
  ] as const;
  return (
    <dl className={classes.counts}>
      {shown.map(([label, count]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{count.toLocaleString('en')}</dd>
        </div>
      ))}
    </dl>
  );
}
