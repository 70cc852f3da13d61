import { sql } from 'kysely';
import { identitiesOfPerson } from '#modules/community';
import { parametersOf } from '../policy/requirements.ts';
import { type Check, type Evidence, outcomeOf } from './check.ts';

/**
 * The person has not asked too often. Counted are applications to this program under any address of the person up to this one, so that
 * later ones change nothing of it: those whose address was confirmed within the days, and those sent within 24 hours.
 */
export const withinLimitsCheck: Check = {
  name: 'within-limits',
  title: 'Limits not used up',
  run: async (application, { run }) => {
    const { verifications, days, perDay } = parametersOf(application.requirements, 'within-limits');
    const identities = await identitiesOfPerson({ tx: run.house.database.kysely }, application.identity);
    const until = application.submittedAt;
    const { rows } = await sql<{ within: number; today: number }>`
      select count(*) filter (where (mail_confirmed_at is not null or id = ${application.id})
          and submitted_at > ${until.subtract({ hours: 24 * days })})::int "within",
        count(*) filter (where submitted_at > ${until.subtract({ hours: 24 })})::int today
      from programs.applications
      where identity = any(${[...new Set([...identities, application.identity])]}::uuid[])
        and program = ${application.program} and (submitted_at, id) <= (${until}, ${application.id}::uuid)`.execute(
      run.house.database.kysely,
    );
    const { within = 1, today = 1 } = rows[0] ?? {};
    const from = { subject: 'This program', source: 'Guildhall', at: run.house.clock.now().toString(), href: null };
    const evidence: Evidence[] = [
      {
        finding: within <= verifications ? 'good' : 'bad',
        words: `Application number ${within} of the same person within ${days} days; at most ${verifications} are taken.`,
        ...from,
      },
    ];
    if (perDay !== null)
      evidence.push({
        finding: today <= perDay ? 'good' : 'bad',
        words: `Application number ${today} of the same person within a day; at most ${perDay} are taken.`,
        ...from,
      });
    return outcomeOf(evidence, {
      passed: 'The limits of the program are kept.',
      failed: 'The limits of the program are used up.',
      unsure: 'A person has to look at the limits.',
      unavailable: 'A person has to look at the limits.',
    });
  },
};
