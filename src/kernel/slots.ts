import type { Context } from './context.ts';
import type { Fact } from './ledger/fact.ts';

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

/** A record as the search shows it. */
export type SearchHit = { id: string; title: string; words: string; href: string };
/** A hit with its kind, and the words by which it was found, folded. */
export type FoundHit = SearchHit & { kind: string; matched: string[] };

export type Touched = { kind: string; id: string };

/** What a record is found by: `keys` name it whole, `text` holds its other words. `programs` null: with a grant for all programs only. */
export type SearchEntry = {
  id: string;
  programs: string[] | null;
  keys: string[];
  text: string;
  at: Temporal.Instant;
};

/**
 * Records of a kind that the search finds. Their entries are worked out again from the room's rows after the facts named here, and
 * all of them every night; what is shown of a hit is read when it is shown.
 */
export type Searchable = {
  kind: string;
  /** The heading over hits: "Applications". */
  label: string;
  permission: string;
  touchedBy: readonly { fact: string; records: (fact: Fact, c: Context) => Touched[] | Promise<Touched[]> }[];
  /** The entries of those of the records that are to be found. */
  entries: (c: Context, ids: readonly string[]) => Promise<SearchEntry[]>;
  /** All records whose entries hang together with these. */
  widen?: (c: Context, ids: readonly string[]) => Promise<string[]>;
  /** The ids of all records in their order, after one. */
  all: (c: Context, after: string | null, limit: number) => Promise<string[]>;
  /** Those of the records that the viewer may see now. */
  hits: (c: Context, ids: readonly string[]) => Promise<SearchHit[]>;
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

/**
 * What an account holds that somebody has to take when it leaves, or that ends with it. Shown before an account is disabled.
 * `words`: what becomes of it where nobody takes it.
 */
export type HandsOver = {
  name: string;
  label: string;
  words: string;
  /** The kind of records whose assignments this room hands over itself. */
  assigned?: string;
  /** How many, and the first few of them. */
  held: (c: Context, account: string) => Promise<{ count: number; some: { title: string; href: string | null }[] }>;
  /** Gives all of it to `to`, or (null) back to where it came from; answers how many. Absent where it simply ends. */
  move?: (c: Context, account: string, to: string | null) => Promise<number>;
};

/**
 * Records that mail from outside can belong to. What came is told by the facts `mail.came` and `mail.attached`; the room reacts to those
 * about a record of its kind.
 */
export type TakesMail = {
  kind: string;
  /** Who may attach mails to such a record by hand. */
  permission: string;
  /** The record whose number stands in a subject, if this sender is the one it belongs to; within a program, if one is given. */
  bySubject: (
    c: Context,
    subject: string,
    sender: string,
    program: string | null,
  ) => Promise<{ id: string; program: string } | null>;
  /** The record that a person names by its number. */
  named: (c: Context, written: string) => Promise<{ id: string; program: string } | null>;
};
