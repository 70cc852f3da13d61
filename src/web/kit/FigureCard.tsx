import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import classes from './FigureCard.module.css';
import { type FigureReading, figureHref, healthOf, trendOf, valueWords } from './figure.ts';
import { Link } from './Link.tsx';
import { StateBadge } from './StateBadge.tsx';

/**
 * A figure: value, unit, trend, target, health. "No data yet" where nothing is measured, never 0. A press opens it (`onOpen`, a drawer);
 * as a link it has its own address for another window and for colleagues. `before`: the value to compare with, and its name.
 */
export function FigureCard({ reading, before, onOpen, noData = 'No data yet' }: FigureCardProps) {
  const { figure, value } = reading;
  const words = valueWords(value, figure.unit);
  const health = healthOf(reading);
  const trend = before ? trendOf(value, before.value, figure, before.than) : null;
  const target = valueWords(figure.target, figure.unit);
  return (
    <Link
      href={figureHref(reading)}
      className={classes.card}
      onClick={(event) => {
        if (!onOpen || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        onOpen();
      }}
    >
      <span className={classes.name}>{figure.name}</span>
      {words ? (
        <span className={classes.value}>
          {words.number}
          {words.unit ? <span className={classes.unit}>{words.unit === '%' ? ' %' : ` ${words.unit}`}</span> : null}
        </span>
      ) : (
        <span className={classes.noData}>{noData}</span>
      )}
      {trend ? (
        <span className={classes.trend} data-good={trend.good === null ? undefined : String(trend.good)}>
          {trend.direction === 'up' ? <IconArrowUpRight size={14} aria-hidden /> : null}
          {trend.direction === 'down' ? <IconArrowDownRight size={14} aria-hidden /> : null}
          {trend.direction === 'same' ? <IconMinus size={14} aria-hidden /> : null}
          {trend.words}
        </span>
      ) : null}
      {target || health ? (
        <span className={classes.foot}>
          {health ? <StateBadge state={health.state} word={health.words} plain /> : null}
          {target ? (
            <span className={classes.target}>
              target {target.number}
              {target.unit ? ` ${target.unit}` : ''}
            </span>
          ) : null}
        </span>
      ) : null}
    </Link>
  );
}

export type FigureCardProps = {
  reading: FigureReading;
  before?: { value: number | null; than: string };
  onOpen?: () => void;
  /** What to do to get data: "No data yet: connect a source". */
  noData?: string;
};
