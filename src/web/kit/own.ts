import { createContext, useContext } from 'react';

/** Columns shown or hidden against what a list shows by itself, and whether rows stand close. */
export type Look = { shown: Record<string, boolean>; dense: boolean };
export type Audience = { audience: 'private' | 'everybody' | 'program'; program?: string };

/** A view of a list that somebody saved. `query`: the query part of its address. */
export type SavedView = {
  id: string;
  name: string;
  query: string;
  look: Look | null;
  audience: Audience['audience'];
  program: string | null;
  owner: string;
  mine: boolean;
  mayChange: boolean;
};

/** The saved views of one list, and what can be done with them. Each act throws what the server says. */
export type SavedViews = {
  views: SavedView[];
  opensWith: string | null;
  places: string[];
  /** With whom the viewer may share, each with its words. */
  audiences: (Audience & { label: string })[];
  save: (view: Audience & { name: string; query: string; look: Look }) => Promise<string>;
  change: (id: string, change: Partial<Audience & { name: string; query: string; look: Look }>) => Promise<void>;
  remove: (id: string) => Promise<void>;
  arrange: (order: { opensWith: string | null; places: string[] }) => Promise<void>;
};
export type Bookmarking = { kept: boolean; toggle: (title: string) => void };

/** What the house keeps for the viewer, as hooks: the kit fetches nothing itself. */
export type OwnThings = {
  /** null: views are not kept here. */
  useViews: (list: string) => SavedViews | null;
  /** null: the look is kept by this browser. */
  useLook: (list: string) => { look: Look; setLook: (look: Look) => void } | null;
  useBookmark: () => Bookmarking | null;
  /** Puts what the viewer chose for themselves into force. */
  useSettings: () => void;
};

export const nothingOwn: OwnThings = {
  useViews: () => null,
  useLook: () => null,
  useBookmark: () => null,
  useSettings: () => {},
};
export const OwnContext = createContext<OwnThings>(nothingOwn);
export const useOwn = (): OwnThings => useContext(OwnContext);
