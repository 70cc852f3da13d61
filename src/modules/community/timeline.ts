import { sql } from 'kysely';
import { type Context, programsWith } from '#kernel/context.ts';
import { invalid } from '#kernel/errors.ts';
import type { TimelineEntry, TimelineSource } from '#kernel/slots.ts';
import { notesAbout } from '#kernel/work/notes.ts';

type Happened = {
  id: string;
  kind: string;
  at: Temporal.Instant;
  who: string | null;
  about_kind: string;
  about_id: string;
};

/**
 * What the ledger holds about the identities, in the words of each fact. With a grant for some programs, of those alone. Who was
 * not signed in, or came by a private link, is the person whose timeline it stands on.
 */
const facts: TimelineSource = {
  name: 'community.facts',
  forIdentities: async (c, identities, limit) => {
    const programs = programsWith(c.actor, 'people.read');
    const found = await sql<Happened>`
      select f.id, f.kind, f.happened_at as at, f.about_kind, f.about_id, case
        when f.actor_kind = 'account' then coalesce((select n.name from access.account_names n where n.id::text = f.actor_id), 'A former colleague')
        when f.actor_kind in ('applicant', 'stranger') then (select p.name from community.people p where p.identity = f.identity) end as who
      from ledger.facts f
      where f.identity = any(${identities}::uuid[])
        and (${programs === 'all'} or f.program is null or f.program = any(${programs === 'all' ? [] : programs}::uuid[]))
      order by f.happened_at desc, f.id desc limit ${limit}`.execute(c.tx);
    const titles = await titlesOf(c, found.rows);
    return found.rows.map((row) => {
      const about = titles.get(`${row.about_kind} ${row.about_id}`);
      return {
        id: row.id,
        at: row.at.toString(),
        kind: row.kind,
        words: c.house.facts.get(row.kind)?.words ?? row.kind,
        who: row.who,
        ...(about ? { about: about.title } : {}),
        href: about?.href ?? null,
      };
    });
  },
};

/** What the records are called that the facts are about, asked of the rooms they belong to: one question a kind. */
async function titlesOf(c: Context, rows: readonly Happened[]): Promise<Map<string, { title: string; href: string }>> {
  const asked = c.house.modules.flatMap((m) => m.recordTitles ?? []);
  const answers = await Promise.all(
    asked.map(async ({ kind, of }) => {
      const ids = [...new Set(rows.filter((row) => row.about_kind === kind).map((row) => row.about_id))];
      const found = ids.length === 0 ? [] : await of(c, ids);
      return found.map(({ id, title, href }) => [`${kind} ${id}`, { title, href }] as const);
    }),
  );
  return new Map(answers.flat());
}

/** Notes that colleagues wrote about the person; they hang on the identity that stood for the person at that time. */
const notes: TimelineSource = {
  name: 'community.notes',
  forIdentities: async (c, identities, limit) =>
    (await notesAbout(c, 'identity', identities, limit)).map((note) => ({
      id: note.id,
      at: note.writtenAt,
      kind: 'note',
      words: note.body,
      who: note.author?.name ?? null,
      href: null,
    })),
};

export const timelineSources: readonly TimelineSource[] = [facts, notes];

/** How deep a timeline can be paged: every source is asked for its newest entries down to the page. */
const DEEPEST = 5000;

type Page = { rows: TimelineEntry[]; next: string | null };

/**
 * One page of the one timeline of a person: the newest entries of all rooms' sources, merged. `after` is the `next` of the page
 * before. A page's worth of entries may arrive between two pages without hiding any.
 */
export async function timelineOf(c: Context, identities: string[], after: string | null, limit: number): Promise<Page> {
  const place = after === null ? null : placeOf(after);
  const reach = place === null ? limit + 1 : place.depth + 2 * limit + 1;
  const sources = c.house.modules.flatMap((m) => m.timeline ?? []);
  const answers = await Promise.all(sources.map((source) => source.forIdentities(c, identities, reach)));
  const newest = answers.flat().toSorted(newestFirst).slice(0, reach);
  const rest = place === null ? newest : newest.filter((entry) => newestFirst(place, entry) < 0);
  const rows = rest.slice(0, limit);
  const last = rows.at(-1);
  const more = rest.length > limit || (newest.length === reach && place !== null);
  const depth = (place?.depth ?? 0) + limit;
  const next = last && more && depth < DEEPEST ? cursorOf({ at: last.at, id: last.id, depth }) : null;
  return { rows, next };
}

type Place = { at: string; id: string; depth: number };

function newestFirst(a: { at: string; id: string }, b: { at: string; id: string }): number {
  return Temporal.Instant.compare(b.at, a.at) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

const cursorOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function placeOf(cursor: string): Place {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Place;
    Temporal.Instant.from(place.at);
    if (typeof place.id === 'string' && Number.isInteger(place.depth) && place.depth > 0 && place.depth <= DEEPEST)
      return place;
  } catch {
    // the one clear answer below
  }
  throw invalid([
    { field: 'after', message: 'This page marker is not valid any more. Start again from the first page.' },
  ]);
}
