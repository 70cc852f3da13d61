import { sql } from 'kysely';
import type { HandsOver } from '#kernel/slots.ts';
import { checkTaker } from '#kernel/work/hands-over.ts';
import { assignApplication } from './commands/assign-application.ts';

const SHOWN = 5;

/** Applications that somebody looks after: to a colleague who may work on them, or back to the pool. */
export const applicationsHandOver: HandsOver = {
  name: 'programs.applications',
  label: 'Applications looked after',
  assigned: 'application',
  words: 'Back to the pool, where anybody in the program can take them on.',
  held: async (c, account) => {
    const { rows } = await sql<{ id: string; total: number }>`
      select w.about_id as id, count(*) over ()::int as total from work.assignments w
      where w.account = ${account} and w.ended_at is null and w.about_kind = 'application'
      order by w.assigned_at, w.id limit ${SHOWN}`.execute(c.tx);
    const titles = c.house.modules.flatMap((m) => m.recordTitles ?? []).find(({ kind }) => kind === 'application');
    const ids = rows.map(({ id }) => id);
    const some = ids.length > 0 && titles ? await titles.of(c, ids) : [];
    return { count: rows[0]?.total ?? 0, some: some.map(({ title, href }) => ({ title, href })) };
  },
  move: async (c, account, to) => {
    const { rows } = await sql<{ id: string; program: string | null }>`
      select about_id as id, program from work.assignments
      where account = ${account} and ended_at is null and about_kind = 'application' order by about_id`.execute(c.tx);
    if (to)
      await checkTaker(
        c,
        to,
        rows.map(({ program }) => program),
      );
    for (const { id } of rows) await assignApplication(c, { id, account: to });
    return rows.length;
  },
};
