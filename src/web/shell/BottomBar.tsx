import { Drawer } from '@mantine/core';
import { IconDots, IconSettings } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from '../kit/Link.tsx';
import { isUnder, openPage } from './areas.ts';
import classes from './BottomBar.module.css';
import type { RailProps } from './Rail.tsx';

/** The bar of phones: the first five areas (four and "more" when there are others or pages to choose from). */
export function BottomBar({ areas, address, withSettings }: RailProps) {
  const [more, setMore] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sheet closes whenever another page opens
  useEffect(() => setMore(false), [address]);
  const shown = areas.slice(0, 4);
  return (
    <nav aria-label="Areas" className={classes.bar}>
      {shown.map((area) => {
        const open = isUnder(area.path, address) || openPage(area.pages, address) !== null;
        const Icon = area.icon;
        return (
          <Link key={area.id} href={area.path} className={classes.item} aria-current={open ? 'true' : undefined}>
            <Icon size={20} stroke={1.7} aria-hidden />
            {area.label}
          </Link>
        );
      })}
      <button
        type="button"
        className={classes.item}
        aria-haspopup="dialog"
        aria-expanded={more}
        onClick={() => setMore(true)}
      >
        <IconDots size={20} stroke={1.7} aria-hidden />
        More
      </button>
      <Drawer opened={more} onClose={() => setMore(false)} position="bottom" title="Everything" size="auto">
        <ul className={classes.sheet}>
          {areas.map((area) => (
            <li key={area.id}>
              <Link href={area.path} className={classes.sheetArea}>
                <area.icon size={18} stroke={1.7} aria-hidden />
                {area.label}
              </Link>
              <ul className={classes.sheetPages}>
                {area.pages
                  .filter((page) => page.path !== area.path)
                  .map((page) => (
                    <li key={page.path}>
                      <Link href={page.path} className={classes.sheetPage}>
                        {page.label}
                      </Link>
                    </li>
                  ))}
              </ul>
            </li>
          ))}
          {withSettings ? (
            <li>
              <Link href="/settings" className={classes.sheetArea}>
                <IconSettings size={18} stroke={1.7} aria-hidden />
                Settings
              </Link>
            </li>
          ) : null}
        </ul>
      </Drawer>
    </nav>
  );
}
