import { type Me, may } from '../me.ts';
import type { Area, SettingsRoute, WebModule } from '../module.ts';

/** The order of the areas in the rail, whatever the order of the modules. Unknown areas stand at the end. */
const areaOrder = [
  'home',
  'programs',
  'community',
  'inbox',
  'campaigns',
  'events',
  'content',
  'recognition',
  'market',
  'partners',
  'reports',
];

/** The areas that exist and that the viewer may use, each with the pages the viewer may open, in the rail's order. */
export function visibleAreas(modules: readonly WebModule[], me: Me): Area[] {
  const place = (area: Area) => (areaOrder.indexOf(area.id) + areaOrder.length + 1) % (areaOrder.length + 1);
  return modules
    .flatMap(({ area }) => (area && may(me, area.permission) ? [area] : []))
    .map((area) => ({ ...area, pages: area.pages.filter((page) => may(me, page.permission)) }))
    .toSorted((a, b) => place(a) - place(b));
}

/** The settings pages the viewer may open, by group in the order given. */
export function visibleSettings(modules: readonly WebModule[], me: Me): { group: string; pages: SettingsRoute[] }[] {
  const pages = modules.flatMap(({ settings = [] }) => settings).filter((page) => may(me, page.permission));
  return [...Map.groupBy(pages, (page) => page.group)].map(([group, inGroup]) => ({ group, pages: inGroup }));
}

/** Whether an address lies at or under a path: `/programs` holds `/programs/x` but not `/programs-old`. */
export function isUnder(path: string, address: string): boolean {
  return path === '/' ? address === '/' : address === path || address.startsWith(`${path}/`);
}

/** The page of the area that is open: the one with the longest path that holds the address. */
export function openPage<Page extends { path: string }>(pages: readonly Page[], address: string): Page | null {
  const holding = pages.filter((page) => isUnder(page.path, address));
  return holding.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null;
}
