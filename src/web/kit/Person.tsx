import { Link } from './Link.tsx';
import classes from './Person.module.css';
import { hueOf, initialsOf } from './person.ts';

/** A person as initials and name, linked to their page when `href` is given. `detail`: a quiet second part, such as the organisation. */
export function Person({ name, href, detail, initialsOnly = false }: PersonProps) {
  const initials = (
    <span className={classes.initials} style={{ '--hue': hueOf(name) } as React.CSSProperties} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
  if (initialsOnly) {
    return (
      <span title={name} className={classes.person}>
        {initials}
        <span className="gh-visually-hidden">{name}</span>
      </span>
    );
  }
  return (
    <span className={classes.person}>
      {initials}
      {href ? (
        <Link href={href} className={classes.name}>
          {name}
        </Link>
      ) : (
        <span className={classes.name}>{name}</span>
      )}
      {detail ? <span className={classes.detail}>{detail}</span> : null}
    </span>
  );
}

export type PersonProps = { name: string; href?: string; detail?: string; initialsOnly?: boolean };
