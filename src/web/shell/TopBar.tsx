import { ActionIcon, Tooltip } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconBell, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from '../kit/Link.tsx';
import { Mark } from '../mark.tsx';
import type { Me } from '../me.ts';
import { AccountMenu } from './AccountMenu.tsx';
import classes from './TopBar.module.css';

/** Above every page: search, what needs me, notifications, account. `needs` is null while nobody has counted. */
export function TopBar({
  me,
  needs,
  bell,
  onHelp,
}: {
  me: Me;
  needs: number | null;
  bell?: ReactNode;
  onHelp: () => void;
}) {
  const [onMac] = useState(() => /Mac|iPhone|iPad/.test(navigator.userAgent));
  return (
    <header className={classes.bar}>
      <Link href="/" className={classes.mark} aria-label={`${me.organisation.name}, home`}>
        <Mark size={26} />
      </Link>
      <button type="button" className={classes.search} onClick={spotlight.open} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={15} stroke={1.8} aria-hidden />
        <span className={classes.searchWords}>Search or go to</span>
        <span className={classes.kbd} aria-hidden="true">
          {onMac ? '⌘ K' : 'Ctrl K'}
        </span>
      </button>
      <div className={classes.right}>
        {needs !== null ? (
          <Link href="/#needs-me" className={classes.needs} data-some={needs > 0 || undefined}>
            <span>Needs you</span>
            <span className={classes.count}>{needs > 99 ? '99+' : needs}</span>
          </Link>
        ) : null}
        {bell ?? (
          <Tooltip label="No notifications yet">
            <ActionIcon size={32} aria-label="Notifications: none yet" component={Link} href="/#needs-me">
              <IconBell size={18} stroke={1.7} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        <AccountMenu me={me} onHelp={onHelp} />
      </div>
    </header>
  );
}
