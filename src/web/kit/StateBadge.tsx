import classes from './StateBadge.module.css';
import { looks, type State } from './states.ts';

/**
 * A state as colour, icon and word. `word` names the step more closely ("Checks open") where the general word is too wide;
 * `plain` leaves the tinted ground out, for dense tables.
 */
export function StateBadge({ state, word, plain = false }: { state: State; word?: string; plain?: boolean }) {
  const { icon: Icon, word: usual, colour, soft } = looks[state];
  return (
    <span
      className={classes.badge}
      data-plain={plain || undefined}
      style={{ color: colour, background: plain ? 'none' : soft }}
    >
      <Icon size={14} stroke={1.9} aria-hidden />
      {word ?? usual}
    </span>
  );
}
