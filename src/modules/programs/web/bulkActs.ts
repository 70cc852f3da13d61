import { client } from '#web/client.ts';
import { counted as of } from '#web/kit/plural.ts';
import { newKey } from '#web/sending.ts';
import type { Preview } from './questions.ts';

type Asked = Parameters<typeof client.programs.actOnApplications>[0];
export type BulkAct = Asked['act'];
type Outcome = Awaited<ReturnType<typeof client.programs.actOnApplications>>['rows'][number];
type Words = { verb: string; done: string; wouldBe: string };

/** An act as its button says it, as what was done, and as what a preview announces. */
export const actWords: Record<BulkAct, Words> = {
  claim: { verb: 'Claim', done: 'claimed', wouldBe: 'will be yours to look after' },
  assign: { verb: 'Assign', done: 'assigned', wouldBe: 'will be assigned' },
  deal: { verb: 'Give out', done: 'given out by turns', wouldBe: 'will be given out by turns' },
  remind: { verb: 'Remind of', done: 'reminded of', wouldBe: 'will be reminded of' },
  'more-time': { verb: 'Give more time for', done: 'given more time', wouldBe: 'will get more time' },
  rerun: { verb: 'Run checks again for', done: 'being checked again', wouldBe: 'will be checked again' },
  ask: { verb: 'Ask about', done: 'asked about', wouldBe: 'will be asked about' },
  approve: { verb: 'Approve', done: 'approved', wouldBe: 'will be approved' },
  refuse: { verb: 'Refuse', done: 'refused', wouldBe: 'will be refused' },
  undo: { verb: 'Undo the decision on', done: 'as before', wouldBe: 'will be as before' },
};

/** "1 application", "12 applications". */
export const counted = (n: number): string => of(n, 'application');

/** So many the server takes in one request. */
const AT_ONCE = 50;
/** A claim or an assignment is offered to be undone for so long; decisions for as long as their policy says. */
const UNDO_SECONDS = 60;

/**
 * Sends an act for any number of applications, 50 in a request, each request under a key that `keyOf` names by its place: a repeat
 * under the same keys does nothing twice. `onDone` hears how many were sent.
 */
export async function actOnMany(
  { ids, ...how }: Asked,
  keyOf: (place: number) => string,
  onDone: (sent: number) => void = () => {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const part = ids.slice(from, from + AT_ONCE);
    const context = { idempotencyKey: keyOf(from / AT_ONCE) };
    const { rows } = await client.programs.actOnApplications({ ...how, ids: part }, { context });
    outcomes.push(...rows);
    onDone(outcomes.length);
  }
  return outcomes;
}

/** One key for a try and its repeats: the place of the request is added to it. */
export function keysOfTry(): (place: number) => string {
  const key = newKey();
  return (place) => `${key}-${place}`;
}

/** What takes an act back, and until when (instant); null: it cannot be taken back. */
export function undoOf(
  act: BulkAct,
  before: Preview['rows'],
  outcomes: readonly Outcome[],
  now: number,
): { until: string; acts: Asked[] } | null {
  const done = outcomes.filter((each) => each.done);
  const ids = done.map(({ id }) => id);
  if (ids.length === 0) return null;
  switch (act) {
    case 'approve':
    case 'refuse': {
      // Those that take effect first set the end for all, so that "undo" never undoes a half of them.
      const until = done
        .map(({ finalAt }) => finalAt ?? '')
        .reduce((first, each) => (Date.parse(each) < Date.parse(first) ? each : first));
      return Date.parse(until) - now > 1500 ? { until, acts: [{ act: 'undo', ids }] } : null;
    }
    case 'claim':
    case 'deal':
    case 'assign': {
      const holders = new Map(before.map(({ id, assignee }) => [id, assignee]));
      const acts = [...Map.groupBy(ids, (id) => holders.get(id) ?? null)].map(
        ([account, own]): Asked => ({ act: 'assign', account, ids: own }),
      );
      return { until: new Date(now + UNDO_SECONDS * 1000).toISOString(), acts };
    }
    default:
      return null;
  }
}

/** Takes it back. Answers words when a part of it could not be. */
export async function undoMany(acts: readonly Asked[]): Promise<string | undefined> {
  const outcomes: Outcome[] = [];
  for (const each of acts) outcomes.push(...(await actOnMany(each, keysOfTry())));
  const left = outcomes.filter(({ done }) => !done);
  if (left.length === 0) return undefined;
  return `${counted(outcomes.length - left.length)} as before, ${left.length} not: ${left[0]?.objection?.words ?? ''}`;
}
