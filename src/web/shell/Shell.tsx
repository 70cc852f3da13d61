import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { KeyboardHelp } from '../kit/KeyboardHelp.tsx';
import { isShortcut, singleKeysOn } from '../kit/keys.ts';
import { partsOf } from '../kit/Link.tsx';
import { nothingOwn, OwnContext } from '../kit/own.ts';
import { type Me, MeContext } from '../me.ts';
import { ModulesContext } from '../module.ts';
import { visibleAreas, visibleSettings } from './areas.ts';
import { BottomBar } from './BottomBar.tsx';
import { CommandMenu } from './CommandMenu.tsx';
import { catchFocus } from './focus.ts';
import { goToFollower } from './goTo.ts';
import type { HouseParts } from './house-parts.ts';
import { keyGroups } from './keyGroups.ts';
import { Rail } from './Rail.tsx';
import classes from './Shell.module.css';
import { TopBar } from './TopBar.tsx';
import { useMedia } from './useMedia.ts';

/** The frame around every page of people who are signed in. */
export function Shell({ me, parts }: { me: Me; parts: HouseParts }) {
  const address = useRouterState({ select: (state) => state.location.pathname });
  const pending = useRouterState({ select: (state) => state.status === 'pending' });
  const areas = useMemo(() => visibleAreas(parts.modules, me), [parts.modules, me]);
  const withSettings = useMemo(() => visibleSettings(parts.modules, me).length > 0, [parts.modules, me]);
  const [help, setHelp] = useState(false);
  const wide = useMedia('(min-width: 900px)');
  const needs = useNeeds(parts);
  (parts.own ?? nothingOwn).useSettings();
  useShellKeys(areas, () => setHelp(true));
  useEffect(catchFocus, []);
  const rail = { me, areas, address, withSettings };
  return (
    <MeContext value={me}>
      <ModulesContext value={parts.modules}>
        <OwnContext value={parts.own ?? nothingOwn}>
          <a className={classes.skip} href="#main">
            Skip to the page
          </a>
          <div className={classes.shell}>
            {wide ? <Rail {...rail} /> : null}
            <div className={classes.column}>
              <TopBar me={me} needs={needs} bell={parts.bell} onHelp={() => setHelp(true)} />
              <div className={classes.progress} data-pending={pending || undefined} aria-hidden="true" />
              <main id="main" tabIndex={-1} className={classes.main}>
                <Outlet />
              </main>
            </div>
            {wide ? null : <BottomBar {...rail} />}
          </div>
          <CommandMenu
            modules={parts.modules}
            me={me}
            search={parts.search}
            {...(parts.atHand ? { atHand: parts.atHand } : {})}
          />
          <KeyboardHelp opened={help} onClose={() => setHelp(false)} groups={keyGroups(areas)} />
        </OwnContext>
      </ModulesContext>
    </MeContext>
  );
}

/** Counted anew each minute; unknown (null) rather than wrong when the count fails. */
function useNeeds({ needsMe }: HouseParts): number | null {
  const asked = useQuery({ ...needsMe, refetchInterval: 60_000 });
  return asked.data?.total ?? null;
}

function useShellKeys(areas: { id: string; path: string }[], onHelp: () => void) {
  const navigate = useNavigate();
  // Outlives renders: a page may render anew between the two keys.
  const [follow] = useState(goToFollower);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!singleKeysOn() || !isShortcut(event)) return;
      if (event.key === '?') return onHelp();
      const target = follow(event.key, event.timeStamp);
      const path = target === 'settings' ? '/settings' : areas.find(({ id }) => id === target)?.path;
      if (path === undefined) return;
      event.preventDefault();
      navigate(partsOf(path));
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [areas, navigate, onHelp, follow]);
}
