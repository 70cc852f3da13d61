import { sql } from 'kysely';
import type { BusinessCalendar } from '#kernel/calendar/business-calendar.ts';
import { loadCalendar } from '#kernel/calendar/store.ts';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { cut, positionOf } from '#kernel/contract/paging.ts';
import { notFound } from '#kernel/errors.ts';
import { titleOf } from '../checks/registry.ts';
import { MOST_PREVIEWED, type movesContract } from '../contract/moves.ts';
import { asksAnything, type Move, mayMove, moveTo, type Version } from '../move.ts';
import type { Offer } from '../policy/benefit.ts';
import type { Policy } from '../policy.ts';
import { type Standing, slaOf } from '../standing.ts';
import { movables, UNDECIDED, versionOf } from './movable.ts';

type Contract = typeof movesContract;
type Shown = Output<Contract['previewMoves']>['rows'][number];
type Outcome = NonNullable<Input<Contract['previewMoves']>['outcome']>;

/** What would become of each running application of older versions, by the rules that the job asks. */
export async function previewMoves(
  c: Context,
  input: Input<Contract['previewMoves']>,
): Promise<Output<Contract['previewMoves']>> {
  const to = await versionOf(c, input.program, input.version ?? null);
  const found = await sql<{ id: string }>`
    select a.id from programs.applications a join programs.policies q on q.id = a.policy
    where a.program = ${input.program} and a.stage in ${UNDECIDED} and q.version < ${to.version}
    order by a.id limit ${MOST_PREVIEWED + 1}`.execute(c.tx);
  const ids = found.rows.slice(0, MOST_PREVIEWED).map(({ id }) => id);
  const shown = await judged(c, ids, to);
  const totals = { all: shown.length, moves: 0, asks: 0, stays: 0, checks: 0, benefit: 0, approves: 0 };
  for (const row of shown) {
    totals[outcomeOf(row)]++;
    if (row.objection) continue;
    if (row.checks.anew.length + row.checks.added.length > 0) totals.checks++;
    if (row.benefit.length > 0) totals.benefit++;
    if (row.approves) totals.approves++;
  }
  const fitting = shown.filter((row) => input.outcome === undefined || outcomeOf(row) === input.outcome);
  const seen = input.after ? positionOf(input.after)[1] : '';
  const left = fitting.filter(({ application }) => application > seen);
  const { rows, next } = cut(left, input.limit, ({ application }) => [null, application]);
  const more = found.rows.length > MOST_PREVIEWED;
  return { rows, next, total: fitting.length, version: to.version, more, totals };
}

/** The same for one. Throws `not found`. */
export async function previewMove(
  c: Context,
  input: Input<Contract['previewMove']>,
): Promise<Output<Contract['previewMove']>> {
  const { rows } = await sql<{
    program: string;
  }>`select program from programs.applications where id = ${input.id}`.execute(c.tx);
  if (!rows[0]) throw notFound('There is no such application.');
  const to = await versionOf(c, rows[0].program, input.version ?? null);
  const [shown] = await judged(c, [input.id], to);
  if (!shown) throw notFound('There is no such application.');
  return { ...shown, to: to.version };
}

const outcomeOf = ({ objection, asks }: Shown): Outcome =>
  objection ? 'stays' : asksAnything(asks) ? 'asks' : 'moves';

/** Each, in the order of their ids: those are made in the order in which applications are sent. */
async function judged(c: Context, ids: readonly string[], to: Version): Promise<Shown[]> {
  const read = await movables(c, ids);
  const calendars = new Map<string | null, BusinessCalendar>();
  for (const id of new Set(read.map(({ standing }) => standing.calendar))) calendars.set(id, await loadCalendar(c, id));
  return read
    .map(({ standing, movable }) => {
      const due = (promiseDays: number) => dueOf(c, standing, calendars.get(standing.calendar), promiseDays);
      const move = moveTo(movable, to);
      return {
        application: standing.id,
        number: standing.number,
        project: standing.project,
        stage: standing.stage,
        version: movable.version,
        objection: mayMove(movable, to),
        checks: {
          kept: titled(move.checks.kept),
          anew: titled(move.checks.anew),
          added: titled(move.checks.added),
          dropped: titled(move.checks.dropped),
        },
        asks: asksIn(move, to.policy),
        toDo: titled(move.toDo),
        benefit: benefitOf(move, movable.policy, to.policy),
        promise: { before: movable.policy.promiseDays, after: move.promiseDays },
        dueBefore: due(movable.policy.promiseDays),
        dueAfter: due(move.promiseDays),
        approves: move.approves,
      };
    })
    .toSorted((a, b) => (a.application < b.application ? -1 : 1));
}

const titled = (names: readonly string[]) => names.map((name) => ({ name, title: titleOf(name) }));

function dueOf(c: Context, standing: Standing, calendar: BusinessCalendar | undefined, promiseDays: number) {
  if (!calendar || standing.decision || standing.records.withdrawn) return null;
  return slaOf({ ...standing, policy: { promiseDays } }, calendar, c.now)?.due?.toString() ?? null;
}

function asksIn({ asks }: Move, policy: Policy): Shown['asks'] {
  return {
    fields: policy.form.fields
      .filter(({ name }) => asks.fields.includes(name))
      .map(({ name, label }) => ({ name, label })),
    statements: policy.statements.filter(({ code }) => asks.statements.includes(code)),
    privacy: asks.privacy,
  };
}

/** What of the benefit becomes another: the tier that the rule takes, and what it gives. */
function benefitOf({ tier, offer }: Move, was: Policy, is: Policy): Shown['benefit'] {
  const label = ({ benefit }: Policy, code: string | null) =>
    benefit.tiers.find((each) => each.code === code)?.label ?? code;
  const parts: [string, string | null, string | null][] = [
    ['Tier', label(was, tier.before), label(is, tier.after)],
    ...OFFER.map(([name, tell]): [string, string | null, string | null] => [
      name,
      tell(offer.before),
      tell(offer.after),
    ]),
  ];
  return parts
    .filter(([, before, after]) => before !== after)
    .map(([name, before, after]) => ({ name, before, after }));
}

const OFFER: readonly [string, (offer: Offer) => string | null][] = [
  ['SKU', ({ sku }) => sku],
  ['Seats', ({ seats }) => (seats === null ? 'as many as needed' : seats.toLocaleString('en'))],
  ['Term', ({ termMonths }) => `${termMonths} months`],
  ['Share of the price', ({ priceShare }) => `${priceShare} percent`],
  ['Delivery', ({ delivery }) => delivery],
];
