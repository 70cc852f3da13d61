import { counted } from '#web/kit/plural.ts';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import type { Program } from '../questions.ts';
import classes from './Stock.module.css';

/** What is left of each SKU, and whether members wait for one. */
export function Stock({ stock }: { stock: Program['stock'] }) {
  if (stock.length === 0) return null;
  return (
    <ul className={classes.list} aria-label="Stock">
      {stock.map(({ sku, left, issued, wanted }) => (
        <li key={sku} className={classes.item}>
          <span className={classes.sku}>{sku}</span>
          <span className={classes.left}>{left.toLocaleString('en')} left</span>
          <span className={classes.quiet}>{issued.toLocaleString('en')} sent</span>
          {wanted > 0 ? (
            <StateBadge
              state={left === 0 ? 'late' : 'waiting-for-us'}
              word={counted(wanted, 'member waits', 'members wait')}
            />
          ) : left === 0 ? (
            <StateBadge state="at-risk" word="None left" />
          ) : null}
        </li>
      ))}
    </ul>
  );
}
