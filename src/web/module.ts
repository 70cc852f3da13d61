import type { Icon } from '@tabler/icons-react';
import { type ComponentType, createContext, useContext } from 'react';
import type { Ensure } from './ask.ts';
import type { Search } from './search.ts';

/** A part of the house in the left rail, with the pages that stand under it. Shown when the viewer has the permission (null: everybody signed in). */
export type Area = {
  id: string;
  label: string;
  icon: Icon;
  path: string;
  permission: string | null;
  pages: { label: string; path: string; permission: string | null }[];
};

/** A component that is fetched when it is needed: `() => import('./pages/program-home.tsx')`, with the component as default export. */
export type Lazy<Props = object> = () => Promise<{ default: ComponentType<Props> }>;

/** A page. Its loader asks for the data with `ensure`, so that the page appears with them. `$name` in the path is a parameter. */
export type ModuleRoute = {
  path: string;
  title: string | ((params: Record<string, string>) => string);
  permission: string | null;
  component: Lazy;
  loader?: (from: { params: Record<string, string>; search: Search; ensure: Ensure }) => Promise<unknown>;
};

/** A page under Settings: a route that stands in the settings menu, in its group. */
export type SettingsRoute = ModuleRoute & { label: string; group: string };

/** An action in the command menu (Ctrl/Cmd-K) beside the pages, which are listed by themselves. */
export type Command = { id: string; label: string; icon?: Icon; permission: string | null; words?: string[] } & (
  | { path: string }
  | { run: () => void }
);

/**
 * A panel of the home page. `top`: the module's figures, above what needs the viewer; the others stand below it, charts first, what
 * happened last; `bare` where the component draws its own heading and frame. The loader asks for its data, so that the page appears with them.
 */
export type HomePanel = {
  id: string;
  title: string;
  permission: string | null;
  place?: 'top';
  wide?: boolean;
  bare?: boolean;
  component: Lazy;
  loader?: ModuleRoute['loader'];
};

/** Everything a module shows to people who are signed in. */
export type WebModule = {
  area?: Area;
  routes: ModuleRoute[];
  settings?: SettingsRoute[];
  commands?: Command[];
  homePanels?: HomePanel[];
};

/**
 * Says what a module shows to people who are signed in. (What waits for somebody, what the search finds, and the panels of a person's
 * page come from the server's side of the module: kernel/slots.ts.)
 *
 * Its `web/index.tsx` exports the result, the list in `src/app/web/modules.ts` takes it in; nothing else is
 * needed for its pages to stand in the rail, the router, the command menu and at home. See `src/web/README.md` for a whole page.
 *
 * Keep `web/index.tsx` small: it is part of the first page's script. Pages and panels are imported lazily, questions live in
 * `web/questions.ts`, types of the contract are imported as types only.
 */
export function webModule(module: WebModule): WebModule {
  return module;
}

export const ModulesContext = createContext<readonly WebModule[]>([]);

/** Everything that stands in the house, for pages that show all of it: home, settings, the keyboard. None outside the shell. */
export const useModules = (): readonly WebModule[] => useContext(ModulesContext);
