import { IconSettings } from '@tabler/icons-react';
import { Link } from '../kit/Link.tsx';
import { Mark } from '../mark.tsx';
import type { Me } from '../me.ts';
import type { Area } from '../module.ts';
import { isUnder, openPage } from './areas.ts';
import classes from './Rail.module.css';

/** The left rail of wide screens: the areas, the pages of the open one, settings below. */
export function Rail({ me, areas, address, withSettings }: RailProps) {
  return (
    <nav aria-label="Areas" className={classes.rail}>
      <Link href="/" className={classes.house}>
        <Mark />
        <span className={classes.houseName}>{me.organisation.name}</span>
      </Link>
      {me.organisation.sample ? (
        <p className={classes.sample}>Sample loaded: what is marked “sample” is invented, all else is real</p>
      ) : null}
      <div className={classes.nav}>
        <ul className={classes.list}>
          {areas.map((area) => (
            <RailArea key={area.id} area={area} address={address} />
          ))}
        </ul>
        {withSettings ? (
          <ul className={classes.list}>
            <li>
              <Link
                href="/settings"
                className={classes.area}
                data-open={isUnder('/settings', address) || undefined}
                aria-current={isUnder('/settings', address) ? 'true' : undefined}
              >
                <IconSettings size={17} stroke={1.7} aria-hidden />
                Settings
              </Link>
            </li>
          </ul>
        ) : null}
      </div>
    </nav>
  );
}

export type RailProps = { me: Me; areas: Area[]; address: string; withSettings: boolean };

function RailArea({ area, address }: { area: Area; address: string }) {
  const page = openPage(area.pages, address);
  const open = isUnder(area.path, address) || page !== null;
  const Icon = area.icon;
  const withPages = open && area.pages.length > 1;
  return (
    <li>
      <Link
        href={area.path}
        className={classes.area}
        data-open={open || undefined}
        aria-current={open && !withPages ? (address === area.path ? 'page' : 'true') : undefined}
      >
        <Icon size={17} stroke={1.7} aria-hidden />
        {area.label}
      </Link>
      {withPages ? (
        <ul className={classes.pages}>
          {area.pages.map((each) => (
            <li key={each.path}>
              <Link
                href={each.path}
                className={classes.page}
                data-open={each === page || undefined}
                aria-current={each === page ? 'page' : undefined}
              >
                {each.label}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}
