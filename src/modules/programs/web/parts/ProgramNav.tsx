import { Link } from '#web/kit/Link.tsx';
import { mayIn, useMe } from '#web/me.ts';
import type { ProgramSummary } from '../questions.ts';
import classes from './ProgramNav.module.css';

export type ProgramPage =
  | 'home'
  | 'figures'
  | 'coupons'
  | 'members'
  | 'review'
  | 'invitations'
  | 'import'
  | 'satisfaction'
  | 'policy';

/** The pages of one program, in a row under its name. */
export function ProgramNav({ program, page }: { program: ProgramSummary; page: ProgramPage }) {
  const me = useMe();
  const at = `/programs/${program.slug}`;
  const links: { id: ProgramPage | 'applications'; label: string; href: string; permission: string }[] = [
    { id: 'home', label: 'Home', href: at, permission: 'applications.read' },
    {
      id: 'applications',
      label: 'Applications',
      href: `/programs/applications?program=${program.id}&waiting=us&sort=due&view=waiting`,
      permission: 'applications.read',
    },
    { id: 'review', label: 'Review', href: `${at}/review`, permission: 'applications.read' },
    { id: 'members', label: 'Members', href: `${at}/members`, permission: 'applications.read' },
    {
      id: 'invitations',
      label: 'Invitations',
      href: `${at}/invitations`,
      permission: 'applications.review',
    },
    { id: 'coupons', label: 'Coupons', href: `${at}/coupons`, permission: 'coupons.manage' },
    { id: 'figures', label: 'Figures', href: `${at}/figures`, permission: 'applications.read' },
    { id: 'satisfaction', label: 'Satisfaction', href: `${at}/satisfaction`, permission: 'applications.read' },
    { id: 'import', label: 'Import', href: `${at}/import`, permission: 'programs.manage' },
    { id: 'policy', label: 'Policy', href: `${at}/policy`, permission: 'applications.read' },
  ];
  return (
    <nav aria-label={`Pages of the ${program.name}`} className={classes.nav}>
      {links
        .filter(({ permission }) => mayIn(me, permission, program.id))
        .map(({ id, label, href }) => (
          <Link key={id} href={href} className={classes.link} aria-current={id === page ? 'page' : undefined}>
            {label}
          </Link>
        ))}
    </nav>
  );
}
