import { Skeleton } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Problem } from '#web/kit/Problem.tsx';
import { plural } from '#web/kit/plural.ts';
import { actWords, type BulkAct, counted } from '../bulkActs.ts';
import type { Preview } from '../questions.ts';
import classes from './BulkDialog.module.css';

/** What an act would do with each application: first how many, then one line each, those that are left out first. */
export function BulkPreview({ act, preview, error, onRetry }: PreviewProps) {
  if (error) return <Problem error={error} onRetry={onRetry} />;
  if (!preview) return <Skeleton height={96} aria-label="Looking at what would happen" />;
  const { rows, more } = preview;
  const left = rows.filter(({ objection }) => objection !== null);
  const ordered = [...left, ...rows.filter(({ objection }) => objection === null)];
  return (
    <div>
      <p className={classes.sum} role="status">
        <b>{counted(rows.length - left.length)}</b> {actWords[act].wouldBe}.
        {left.length > 0 ? ` ${left.length} cannot be, and ${plural(left.length, 'stays', 'stay')} as now.` : ''}
        {more ? ' More fit the filters; these are the latest 1,000.' : ''}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section className={classes.rows} aria-label="What happens to each" tabIndex={0}>
        <ul className={classes.list}>
          {ordered.map(({ id, number, project, outcome, objection }) => (
            <li key={id} className={classes.row} data-left={objection !== null || undefined}>
              {objection ? <IconMinus size={15} aria-hidden /> : <IconCheck size={15} aria-hidden />}
              <span>
                <b>{number}</b> {project}
                <span className={classes.words}>{objection ? `Left as it is: ${objection.words}` : outcome}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

type PreviewProps = {
  act: BulkAct;
  preview: Preview | undefined;
  error: unknown;
  onRetry: () => void;
};
