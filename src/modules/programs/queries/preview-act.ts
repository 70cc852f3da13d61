import { sql } from 'kysely';
import { accountOf, type Context, may } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { accountNames } from '#kernel/work/names.ts';
import { NOT_YOURS, objectionTo, outcomeOf, PERMISSION } from '../bulk.ts';
import { endOfDay } from '../commands/give-more-time.ts';
import { conflictsWith } from '../conflicts.ts';
import { MOST_SELECTED } from '../contract/bulk.ts';
import type { programsContract } from '../contract.ts';
import { readStandings, type Standing } from '../standing.ts';
import { fits } from './application-rows.ts';

type Contract = typeof programsContract;

/** What would become of each application, by the very rules that its command asks. The latest sent first. */
export async function previewAct(
  c: Context,
  input: Input<Contract['previewAct']>,
): Promise<Output<Contract['previewAct']>> {
  const wanted = input.ids ? sql`a.id = any(${input.ids}::uuid[])` : sql`true`;
  const found = await sql<{ id: string; holder: string | null }>`
    select a.id, (select s.account from work.assignments s
      where s.about_kind = 'application' and s.about_id = a.id and s.ended_at is null) holder
    from programs.applications a where ${wanted} and ${fits(c, input.filters ?? {})}
    order by a.submitted_at desc, a.id desc limit ${MOST_SELECTED + 1}`.execute(c.tx);
  const chosen = found.rows.slice(0, MOST_SELECTED);
  const read = await readStandings(
    c,
    chosen.map(({ id }) => id),
  );
  const standings = new Map(read.map((standing) => [standing.id, standing]));
  const me = accountOf(c);
  const named = await accountNames(c, [...new Set(chosen.map(({ holder }) => holder)), input.account ?? null]);
  const conflicts = await conflictsOfViewer(c, input.act, read);
  const until = input.until === undefined ? null : await endOfDay(c, input.until);
  const rows = chosen.flatMap(({ id, holder }) => {
    const standing = standings.get(id);
    if (!standing) return [];
    const mine = may(c.actor, PERMISSION[input.act], standing.program.id);
    const asked = { holder, account: me, now: c.now, reason: input.reason, until, conflict: conflicts(id) };
    return {
      id,
      number: standing.number,
      project: standing.project,
      program: standing.program.id,
      assignee: holder,
      outcome: outcomeOf(input.act, standing, { me, holder: named(holder), to: named(input.account ?? null) }),
      objection: mine ? objectionTo(input.act, standing, asked) : NOT_YOURS,
      undoMinutes: input.act === 'approve' || input.act === 'refuse' ? standing.policy.undoMinutes : null,
    };
  });
  return { rows, more: found.rows.length > MOST_SELECTED, reasons: reasonsOfAll(read) };
}

/** Whether who asks must not judge an application; asked only where it matters. */
async function conflictsOfViewer(c: Context, act: Input<Contract['previewAct']>['act'], read: readonly Standing[]) {
  if (c.actor.kind !== 'account' || (act !== 'approve' && act !== 'refuse')) return () => null;
  const { rows } = await sql<{ account: string; mail: string }>`
    select distinct account, mail from access.staff where account = ${c.actor.id}`.execute(c.tx);
  const of = await conflictsWith(c, read, rows);
  return (id: string) => of(id)[0] ?? null;
}

/** A reason that one policy does not have is none for all of them. */
function reasonsOfAll(standings: readonly Standing[]): { code: string; label: string }[] {
  const policies = [...new Set(standings.map(({ policy }) => policy))];
  return (policies[0]?.reasons ?? [])
    .filter(({ code }) => policies.every(({ reasons }) => reasons.some((own) => own.code === code)))
    .map(({ code, label }) => ({ code, label }));
}
