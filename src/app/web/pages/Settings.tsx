import { Outlet, useRouterState } from '@tanstack/react-router';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { useMe } from '#web/me.ts';
import { useModules } from '#web/module.ts';
import { openPage, visibleSettings } from '#web/shell/areas.ts';
import classes from './Settings.module.css';

/** The frame of all settings: the menu by group, the page beside it; alone, the menu is the page. */
export default function Settings() {
  const me = useMe();
  const modules = useModules();
  const address = useRouterState({ select: (state) => state.location.pathname });
  const groups = visibleSettings(modules, me);
  const open = openPage(
    groups.flatMap(({ pages }) => pages),
    address,
  );
  const menu = (
    <nav aria-label="Settings" className={classes.menu} data-alone={open === null || undefined}>
      {groups.map(({ group, pages }, place) => (
        <div key={group} className={classes.group}>
          {/* No heading: it would stand before the page's own. */}
          <p className={classes.groupTitle} id={`settings-group-${place}`}>
            {group}
          </p>
          <ul className={classes.list} aria-labelledby={`settings-group-${place}`}>
            {pages.map((page) => (
              <li key={page.path}>
                <Link href={page.path} className={classes.link} aria-current={page === open ? 'page' : undefined}>
                  {page.label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
  if (open === null) {
    return (
      <Page title="Settings">
        {groups.length > 0 ? menu : <EmptyState title="Your role has no settings">An owner can grant them.</EmptyState>}
        <Outlet />
      </Page>
    );
  }
  return (
    <div className={classes.columns}>
      {menu}
      <div className={classes.page}>
        <Outlet />
      </div>
    </div>
  );
}
