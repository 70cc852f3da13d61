import type { Context } from './context.ts';

/** One entry of a timeline: something that was done by, or for, a person or organisation. */
export type TimelineEntry = {
  id: string;
  at: string;
  kind: string;
  words: string;
  who: string | null;
  /** The record it happened to, where it has a name: what the link is called. */
  about?: string;
  href: string | null;
};

/** Adds entries to the one timeline of a person, asked by the identities that make the person up. */
export type TimelineSource = {
  name: string;
  forIdentities: (c: Context, identities: string[], limit: number) => Promise<TimelineEntry[]>;
};

/**
 * What records of a kind are called and where their pages are, for pages of other rooms that speak of them. Answers those of the
 * ids that are there and that the viewer may see.
 */
export type RecordTitles = {
  kind: string;
  of: (c: Context, ids: string[]) => Promise<{ id: string; title: string; href: string }[]>;
};

/** A panel at the side of a person's page, such as the programs somebody is a member of. */
export type PersonPanel = {
  name: string;
  title: string;
  rows: (c: Context, identities: string[]) => Promise<{ label: string; value: string; href: string | null }[]>;
};

/** Something that waits for the viewer. */
export type NeedsMeItem = {
  id: string;
  title: string;
  words: string;
  href: string;
  due: string | null;
  health: 'in-time' | 'at-risk' | 'late' | null;
};
export type NeedsMe = {
  name: string;
  permission: string;
  items: (c: Context, limit: number) => Promise<{ total: number; items: NeedsMeItem[] }>;
};

/** Finds records by what somebody types into the command bar. */
export type SearchHit = { kind: string; id: string; title: string; words: string; href: string };
export type SearchSource = {
  name: string;
  permission: string;
  find: (c: Context, text: string, limit: number) => Promise<SearchHit[]>;
};

/**
 * What a room holds about a person, for the answer to "what do you know about me". Asked by the identities that make the
 * person up, and by their mail addresses for rooms that know no identities.
 */
export type PersonalData = {
  name: string;
  forIdentities: (c: Context, identities: string[], addresses: string[]) => Promise<unknown>;
};

/** What counts by a business calendar, so that one in use is not removed. `calendar` null: by the default one. */
export type CalendarUse = {
  name: string;
  uses: (c: Context) => Promise<{ calendar: string | null; label: string; href: string }[]>;
};
