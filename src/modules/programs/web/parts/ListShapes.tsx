import { IconLayoutKanban, IconTable } from '@tabler/icons-react';
import { Link } from '#web/kit/Link.tsx';
import { type Search, stringifySearch } from '#web/search.ts';
import classes from './ListShapes.module.css';

/** The same applications as table or as board: two addresses with the same filters. */
export function ListShapes({ shape, search }: { shape: 'table' | 'board'; search: Search }) {
  const { after: _after, peek: _peek, ...kept } = search;
  const { stage: _stage, sort: _sort, ...onBoard } = kept;
  return (
    <nav aria-label="Show as" className={classes.shapes}>
      <Link
        href={`/programs/applications${stringifySearch(kept)}`}
        className={classes.shape}
        aria-current={shape === 'table' ? 'page' : undefined}
      >
        <IconTable size={15} aria-hidden /> Table
      </Link>
      <Link
        href={`/programs/applications/board${stringifySearch(onBoard)}`}
        className={classes.shape}
        aria-current={shape === 'board' ? 'page' : undefined}
      >
        <IconLayoutKanban size={15} aria-hidden /> Board
      </Link>
    </nav>
  );
}
