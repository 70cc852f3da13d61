import { z } from 'zod';
import { command, id, instant, nothing, query } from '../../contract/operation.ts';

const list = z.string().regex(/^\/[a-z0-9/-]{1,120}$/, 'Give the path of the list.');
const name = z.string().trim().min(1, 'Give the view a name.').max(80);
/** The query part of the list's address: filters, words, order. */
const queryOf = z.string().max(2000);
const column = z.string().regex(/^[a-zA-Z0-9.-]{1,60}$/);
/** Columns shown or hidden against what the list shows by itself, and whether rows stand close. */
const look = z.object({
  shown: z.record(column, z.boolean()).refine((shown) => Object.keys(shown).length <= 60, 'At most 60 columns.'),
  dense: z.boolean(),
});
const audience = z.enum(['private', 'everybody', 'program']);
const kind = z.string().regex(/^[a-z][a-z-]{0,39}$/);
const address = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])/, 'Give an address of this house, from its first slash on.');
const choices = z.object({
  theme: z.enum(['light', 'dark', 'auto']),
  dense: z.boolean(),
  /** The IANA zone in which times are shown; null: that of the browser. */
  zone: z.string().max(60).refine(isZone, 'There is no such time zone.').nullable(),
  startPage: address,
});
const place = z.string().max(60);
const hit = z.object({ kind: z.string(), id: z.string(), title: z.string(), words: z.string(), href: z.string() });
const bookmark = z.object({ id, address: z.string(), title: z.string() });

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What belongs to one person: views of lists, settings, bookmarks, and what they have seen. */
export const ownContract = {
  listViews: query({
    path: '/work/views',
    permission: 'signed-in',
    summary:
      'The views of a list: one’s own, and those that others share with everybody or with a program of the viewer',
    input: z.object({ list }),
    output: z.object({
      views: z.array(
        z.object({
          id,
          name: z.string(),
          query: z.string(),
          look: look.nullable(),
          audience,
          program: id.nullable(),
          owner: z.string(),
          mine: z.boolean(),
          mayChange: z.boolean(),
        }),
      ),
      /** The view with which the list opens for the viewer; null: as it is. */
      opensWith: z.string().nullable(),
      /** Ids in the viewer's order; those not named follow. */
      places: z.array(z.string()),
    }),
  }),
  saveView: command({
    path: '/work/views',
    permission: 'signed-in',
    summary: 'Save a view of a list: filters, order, columns; private, or shared with everybody or a program',
    input: z.object({ list, name, query: queryOf, look: look.optional(), audience, program: id.optional() }),
    output: z.object({ id }),
  }),
  changeView: command({
    method: 'PATCH',
    path: '/work/views/{id}',
    permission: 'signed-in',
    summary: 'Rename a view, share it with others, or give it other filters and columns',
    input: z.object({
      id,
      name: name.optional(),
      query: queryOf.optional(),
      look: look.optional(),
      audience: audience.optional(),
      program: id.optional(),
    }),
    output: nothing,
  }),
  removeView: command({
    method: 'DELETE',
    path: '/work/views/{id}',
    permission: 'signed-in',
    summary: 'Remove a view',
    input: z.object({ id }),
    output: nothing,
  }),
  arrangeViews: command({
    method: 'PUT',
    path: '/work/views/order',
    permission: 'signed-in',
    summary: 'Say for oneself in which order the views of a list stand, and with which it opens',
    input: z.object({ list, opensWith: place.nullable(), places: z.array(place).max(100) }),
    output: nothing,
  }),
  mySettings: query({
    path: '/work/my-settings',
    permission: 'signed-in',
    summary: 'One’s own settings: theme, density, time zone shown, first page, columns of lists',
    input: z.object({}),
    output: z.object({ choices: choices.partial(), lists: z.record(z.string(), look) }),
  }),
  changeMySettings: command({
    method: 'PATCH',
    path: '/work/my-settings',
    permission: 'signed-in',
    summary: 'Change one’s own settings; what is left out stays',
    input: choices.partial(),
    output: nothing,
  }),
  chooseLook: command({
    method: 'PUT',
    path: '/work/my-settings/lists',
    permission: 'signed-in',
    summary: 'Keep for oneself which columns a list shows and how close its rows stand',
    input: look.extend({ list: column }),
    output: nothing,
  }),
  addBookmark: command({
    path: '/work/bookmarks',
    permission: 'signed-in',
    summary: 'Keep the address of a record, list or page at hand; one that is kept already gets the new title',
    input: z.object({ address, title: z.string().trim().min(1).max(200) }),
    output: z.object({ id }),
  }),
  removeBookmark: command({
    method: 'DELETE',
    path: '/work/bookmarks/{id}',
    permission: 'signed-in',
    summary: 'Let go of a bookmark of one’s own',
    input: z.object({ id }),
    output: nothing,
  }),
  atHand: query({
    path: '/work/at-hand',
    permission: 'signed-in',
    summary: 'One’s bookmarks, and the records one looked at last',
    input: z.object({}),
    output: z.object({ bookmarks: z.array(bookmark), recent: z.array(hit) }),
  }),
  noteVisit: command({
    path: '/work/visits',
    permission: 'signed-in',
    summary: 'Note that one looks at a record, and learn since when everything on it is new',
    input: z.object({ kind, id }),
    output: z.object({ newSince: instant.nullable() }),
  }),
  newSinceVisit: query({
    path: '/work/new',
    permission: 'signed-in',
    summary: 'What others did in one’s programs since one’s last visit, by what it was',
    input: z.object({}),
    output: z.object({
      since: instant.nullable(),
      groups: z.array(z.object({ kind: z.string(), words: z.string(), count: z.number().int(), latest: instant })),
      /** More happened than is counted. */
      more: z.boolean(),
    }),
  }),
};
