import { type RawBuilder, sql } from 'kysely';
import { accountOf, type Context, may } from '../context.ts';
import type { Input, Output } from '../contract/handlers.ts';
import { forbidden, invalid, notFound, refused } from '../errors.ts';
import { newId } from '../ids.ts';
import { record } from '../ledger/record.ts';
import { organisationZone } from '../settings/organisation.ts';
import type { NeedsMe } from '../slots.ts';
import { checkProgram, programOf } from './about.ts';
import type { workContract } from './contract.ts';
import { todoAdded, todoCompleted, todoReopened } from './facts.ts';
import { accountNames } from './names.ts';

type Contract = typeof workContract;
type TodoRow = {
  id: string;
  title: string;
  about_kind: string | null;
  about_id: string | null;
  program: string | null;
  assignee: string;
  due_on: Temporal.PlainDate | null;
  made_by: string | null;
  made_at: Temporal.Instant;
  done_at: Temporal.Instant | null;
};

/** What a to-do without a record is about: itself. */
const subjectOf = (todo: Pick<TodoRow, 'id' | 'about_kind' | 'about_id'>) => ({
  kind: todo.about_kind ?? 'todo',
  id: todo.about_id ?? todo.id,
});

export async function addTodo(c: Context, input: Input<Contract['addTodo']>): Promise<{ id: string }> {
  const program = input.about ? await programOf(c, input.about, 'work.write') : null;
  const me = accountOf(c);
  const assignee = input.assignee ?? me;
  if (assignee === null) throw invalid([{ field: 'assignee', message: 'Say for which account.' }]);
  if (assignee !== me) {
    // Handing work to others without a record to work on is for those who may do so everywhere.
    if (!input.about && !may(c.actor, 'work.write', null)) throw forbidden('Name the record that the to-do is about.');
    await checkAccount(c, assignee, 'assignee');
  }
  const id = newId();
  await sql`
    insert into work.todos (id, about_kind, about_id, program, title, assignee, due_on, made_by, made_at)
    values (${id}, ${input.about?.kind ?? null}, ${input.about?.id ?? null}, ${program}, ${input.title}, ${assignee},
            ${input.dueOn ?? null}::date, ${me}, ${c.now})`.execute(c.tx);
  const about = input.about ?? { kind: 'todo', id };
  await record(c, todoAdded, { about, program, data: { todo: id, assignee } });
  return { id };
}

/** Throws `invalid` when there is no such account. */
export async function checkAccount(c: Context, account: string, field: string): Promise<{ id: string; name: string }> {
  const found = await sql<{
    id: string;
    name: string;
  }>`select id, name from access.account_names where id = ${account}`.execute(c.tx);
  const row = found.rows[0];
  if (!row) throw invalid([{ field, message: 'There is no such account.' }]);
  return row;
}

async function lockTodo(c: Context, id: string): Promise<TodoRow> {
  const found = await sql<TodoRow>`select * from work.todos where id = ${id} for update`.execute(c.tx);
  const row = found.rows[0];
  if (!row) throw notFound('There is no such to-do.');
  if (row.assignee !== accountOf(c) && row.made_by !== accountOf(c)) {
    if (row.about_kind === null && !may(c.actor, 'work.write', null)) throw notFound('There is no such to-do.');
    checkProgram(c, row.program, 'work.write');
  }
  return row;
}

export async function completeTodo(c: Context, input: { id: string }): Promise<Record<string, never>> {
  const row = await lockTodo(c, input.id);
  if (row.done_at !== null) return {};
  await sql`update work.todos set done_at = ${c.now}, done_by = ${accountOf(c)} where id = ${row.id}`.execute(c.tx);
  await record(c, todoCompleted, { about: subjectOf(row), program: row.program, data: { todo: row.id } });
  return {};
}

export async function reopenTodo(c: Context, input: { id: string }): Promise<Record<string, never>> {
  const row = await lockTodo(c, input.id);
  if (row.done_at === null) throw refused('todo.still-open', 'This to-do is open already.');
  await sql`update work.todos set done_at = null, done_by = null where id = ${row.id}`.execute(c.tx);
  await record(c, todoReopened, { about: subjectOf(row), program: row.program, data: { todo: row.id } });
  return {};
}

/** The rows a list asks for: those about a record that the viewer may read, else the viewer's own. */
async function asked(c: Context, input: Input<Contract['listTodos']>): Promise<RawBuilder<boolean>> {
  if (input.kind === undefined || input.id === undefined) return sql`assignee = ${accountOf(c)}`;
  await programOf(c, { kind: input.kind, id: input.id }, 'work.read');
  return sql`about_kind = ${input.kind} and about_id = ${input.id}`;
}

export async function listTodos(
  c: Context,
  input: Input<Contract['listTodos']>,
): Promise<Output<Contract['listTodos']>> {
  const which = await asked(c, input);
  const state = input.done ? sql`done_at is not null` : sql`done_at is null`;
  const found = await sql<TodoRow>`
    select * from work.todos where ${which} and ${state} order by due_on nulls last, id limit 500`.execute(c.tx);
  const today = await todayHere(c);
  const who = await accountNames(
    c,
    found.rows.flatMap((row) => [row.assignee, row.made_by]),
  );
  return {
    rows: found.rows.map((row) => ({
      id: row.id,
      title: row.title,
      about: row.about_kind !== null && row.about_id !== null ? { kind: row.about_kind, id: row.about_id } : null,
      assignee: who(row.assignee) ?? { id: row.assignee, name: '' },
      dueOn: row.due_on?.toString() ?? null,
      late: isLate(row, today),
      madeBy: who(row.made_by),
      madeAt: row.made_at.toString(),
      doneAt: row.done_at?.toString() ?? null,
    })),
  };
}

const isLate = (todo: Pick<TodoRow, 'due_on' | 'done_at'>, today: Temporal.PlainDate): boolean =>
  todo.done_at === null && todo.due_on !== null && Temporal.PlainDate.compare(todo.due_on, today) < 0;

const todayHere = async (c: Context): Promise<Temporal.PlainDate> =>
  c.now.toZonedDateTimeISO(await organisationZone(c)).toPlainDate();

/** Open to-dos of the viewer that have a day, and those without after them. */
export const todosNeedMe: NeedsMe = {
  name: 'work.todos',
  permission: 'work.read',
  items: async (c, limit) => {
    const zone = await organisationZone(c);
    const today = c.now.toZonedDateTimeISO(zone).toPlainDate();
    const found = await sql<{ id: string; title: string; due_on: Temporal.PlainDate | null; total: number }>`
      select id, title, due_on, count(*) over () as total from work.todos
      where assignee = ${accountOf(c)} and done_at is null order by due_on nulls last, id limit ${limit}`.execute(c.tx);
    return {
      total: found.rows[0]?.total ?? 0,
      items: found.rows.map((row) => ({
        id: row.id,
        title: row.title,
        words: 'To-do',
        href: `/todos#${row.id}`,
        // Due at the close of its day, where the organisation is.
        due: row.due_on ? row.due_on.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString() : null,
        health:
          row.due_on === null
            ? null
            : isLate({ ...row, done_at: null }, today)
              ? 'late'
              : row.due_on.equals(today)
                ? 'at-risk'
                : 'in-time',
      })),
    };
  },
};
