import { sql } from 'kysely';
import { outcomeOfTries, type Try } from '../document.ts';
import { parametersOf } from '../policy/requirements.ts';
import type { Check } from './check.ts';

/** A document shows what the policy asks for; a person looked at it. */
export const documentCheck: Check = {
  name: 'document',
  title: 'Document accepted',
  run: async (application, { run }) => {
    const { rows } = await sql<Try & { at: Temporal.Instant | null }>`
      select attempt, dated_on::text "datedOn", (sent_at at time zone 'UTC')::date::text "sentOn", verdict, words, judged_at at
      from programs.documents where application = ${application.id} order by attempt`.execute(
      run.house.database.kysely,
    );
    const tries = rows.map(({ at, ...one }) => ({ ...one, judgedAt: at?.toString() ?? null }));
    return outcomeOfTries(tries, parametersOf(application.requirements, 'document'));
  },
};
