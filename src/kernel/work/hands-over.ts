import { sql } from 'kysely';
import { accountOf, type Context } from '../context.ts';
import { refused } from '../errors.ts';
import { record } from '../ledger/record.ts';
import type { HandsOver } from '../slots.ts';
import { checkProgram } from './about.ts';
import { assign, unassign } from './assignments.ts';
import { todoHandedOver } from './facts.ts';
import { holders } from './notifications/people.ts';

const SHOWN = 5;

/** Throws `work.taker-without-role` unless this account may do work in every one of the programs. */
export async function checkTaker(c: Context, to: string, programs: readonly (string | null)[]): Promise<void> {
  for (const program of new Set(programs)) {
    if (program === null) continue;
    const [found] = await holders(c, 'work.write', program, [to]);
    if (!found)
      throw refused(
        'work.taker-without-role',
        'Whoever is to take this has no role that may work in one of the programs concerned. Give them a role there first, or choose somebody else.',
      );
  }
}

type Todo = {
  id: string;
  title: string;
  about_kind: string | null;
  about_id: string | null;
  program: string | null;
  back_to: string | null;
};

/** Open to-dos: to somebody else, or each back to the colleague who wrote it. */
export const todosHandOver: HandsOver = {
  name: 'work.todos',
  label: 'Open to-dos',
  words: 'Back to whoever wrote them; their own go to you.',
  held: async (c, account) => {
    const { rows } = await sql<{ title: string; total: number }>`
      select title, count(*) over ()::int as total from work.todos
      where assignee = ${account} and done_at is null order by due_on nulls last, id limit ${SHOWN}`.execute(c.tx);
    return { count: rows[0]?.total ?? 0, some: rows.map(({ title }) => ({ title, href: null })) };
  },
  move: async (c, account, to) => {
    const { rows } = await sql<Todo>`
      select t.id, t.title, t.about_kind, t.about_id, t.program,
        (select s.account from access.staff s where s.account = t.made_by and s.account <> ${account} limit 1) as back_to
      from work.todos t where t.assignee = ${account} and t.done_at is null order by t.id for update of t`.execute(
      c.tx,
    );
    for (const { program } of rows) checkProgram(c, program, 'work.write');
    if (to)
      await checkTaker(
        c,
        to,
        rows.map(({ program }) => program),
      );
    for (const { id, about_kind, about_id, program, back_to } of rows) {
      const assignee = to ?? back_to ?? accountOf(c);
      if (assignee === null) throw refused('work.nobody-takes', 'Say who takes the to-dos that nobody else wrote.');
      await sql`update work.todos set assignee = ${assignee} where id = ${id}`.execute(c.tx);
      const about = about_kind && about_id ? { kind: about_kind, id: about_id } : { kind: 'todo', id };
      await record(c, todoHandedOver, { about, program, data: { todo: id, before: account, assignee } });
    }
    return rows.length;
  },
};

/** The kinds of records that a room hands over itself, with what it has to say about them. */
const elsewhere = (c: Context): string[] =>
  c.house.modules.flatMap((m) => m.handsOver ?? []).flatMap(({ assigned }) => assigned ?? []);

/** Records that somebody looks after, of every kind but those. */
export const recordsHandOver: HandsOver = {
  name: 'work.records',
  label: 'Other records looked after',
  words: 'Nobody looks after them until somebody takes them on.',
  held: async (c, account) => {
    const { rows } = await sql<{ about_kind: string; total: number }>`
      select about_kind, count(*) over ()::int as total from work.assignments
      where account = ${account} and ended_at is null and about_kind <> all(${elsewhere(c)}::text[]) order by id limit ${SHOWN}`.execute(
      c.tx,
    );
    return { count: rows[0]?.total ?? 0, some: rows.map((row) => ({ title: row.about_kind, href: null })) };
  },
  move: async (c, account, to) => {
    const { rows } = await sql<{ about_kind: string; about_id: string; program: string | null }>`
      select about_kind, about_id, program from work.assignments
      where account = ${account} and ended_at is null and about_kind <> all(${elsewhere(c)}::text[]) order by id`.execute(
      c.tx,
    );
    if (to)
      await checkTaker(
        c,
        to,
        rows.map(({ program }) => program),
      );
    for (const { about_kind, about_id } of rows) {
      const about = { kind: about_kind, id: about_id };
      if (to) await assign(c, { about, account: to });
      else await unassign(c, { about });
    }
    return rows.length;
  },
};
