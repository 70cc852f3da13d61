import { Link } from '#web/kit/Link.tsx';
import type { ProgramSummary } from '../questions.ts';
import classes from './ProgramNav.module.css';

const TABS = [
  { id: 'invitations', label: 'Invitations' },
  { id: 'nominations', label: 'Nominations' },
] as const;

/** The two ways in besides the open form: whom we invited, and whom others named. */
export function EntryTabs({ program, tab }: { program: ProgramSummary; tab: (typeof TABS)[number]['id'] }) {
  return (
    <nav aria-label="Invitations and nominations" className={classes.nav}>
      {TABS.map(({ id, label }) => (
        <Link
          key={id}
          href={`/programs/${program.slug}/${id}`}
          className={classes.link}
          aria-current={id === tab ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
