import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { setShownZone } from '#web/kit/time.ts';
import { mySettings } from './questions.ts';

const BEGUN = 'guildhall-begun';

/** Puts the viewer's settings into force: theme, zone shown, and once after signing in the first page. */
export function useMySettings(): void {
  const { data } = useQuery({ ...mySettings, retry: false });
  const { setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const applied = useRef<string | null>(null);
  useEffect(() => {
    if (!data) return;
    const { theme, zone, startPage } = data.choices;
    setShownZone(zone ?? null);
    if (theme && applied.current !== theme) setColorScheme(theme);
    applied.current = theme ?? null;
    const begun = sessionStorage.getItem(BEGUN) !== null;
    sessionStorage.setItem(BEGUN, 'yes');
    const bare = location.pathname === '/' && location.search === '' && location.hash === '';
    if (!begun && bare && startPage && startPage !== '/') void navigate({ to: startPage as string, replace: true });
  }, [data, setColorScheme, navigate]);
}
