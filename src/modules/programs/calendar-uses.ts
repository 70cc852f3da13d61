import { sql } from 'kysely';
import type { CalendarUse } from '#kernel/slots.ts';

/** Which business calendar each program counts by. */
export const calendarUses: readonly CalendarUse[] = [
  {
    name: 'programs',
    uses: async (c) => {
      const { rows } = await sql<{ calendar: string | null; name: string; slug: string }>`
        select calendar, name, slug from programs.programs order by name, id`.execute(c.tx);
      return rows.map(({ calendar, name, slug }) => ({ calendar, label: name, href: `/programs/${slug}/policy` }));
    },
  },
];
