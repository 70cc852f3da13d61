import { sql } from 'kysely';
import { foldCompany } from '../customer-list.ts';
import { parametersOf } from '../policy/requirements.ts';
import { toldAnswer } from './answers-meet.ts';
import { type Check, type Evidence, outcomeOf } from './check.ts';
import { domainOf, endingsOf } from './mail-domain.ts';

export type FoundCustomer = {
  number: string;
  name: string;
  domain: string | null;
  same_number: boolean;
  last_paid_on: string | null;
};

/**
 * What a row of the list says of an applicant. The number or the mail domain is certain; the same name may be somebody else's, and a
 * day of payment that is not known says nothing, so those go to a person. Pure. `since`: who paid before this day is no customer any more.
 */
export function judgeCustomer(row: FoundCustomer, since: string): Pick<Evidence, 'finding' | 'words'> {
  const who = `${row.name} (${row.number})`;
  const how = row.same_number
    ? 'has the number that was given'
    : row.domain !== null
      ? `has the mail domain ${row.domain}`
      : 'has the same name';
  if (row.last_paid_on === null)
    return { finding: 'unclear', words: `${who} ${how}; when they last paid is not in the list.` };
  if (row.last_paid_on < since)
    return { finding: 'good', words: `${who} ${how}, but last paid on ${row.last_paid_on}.` };
  const certain = row.same_number || row.domain !== null;
  return { finding: certain ? 'bad' : 'unclear', words: `${who} ${how} and last paid on ${row.last_paid_on}.` };
}

/** Is not among the paying customers of the list that the team brought: by number, mail domain or name. */
export const notCustomerCheck: Check = {
  name: 'not-customer',
  title: 'Not a paying customer',
  run: async (application, { run }) => {
    const { withinMonths, numberField } = parametersOf(application.requirements, 'not-customer');
    const now = run.house.clock.now();
    const domain = application.address ? domainOf(application.address) : null;
    const number = toldAnswer(application.answers, numberField);
    const domains = domain ? endingsOf(domain).filter((ending) => ending.includes('.')) : [];
    const db = run.house.database.kysely;
    const size = await sql`select from programs.customers limit 1`.execute(db);
    if (size.rows.length === 0)
      return { state: 'unsure', words: 'No list of customers was brought yet; a person has to look.', evidence: [] };
    const { rows } = await sql<FoundCustomer>`
      select k.number, k.name, (select d from unnest(k.domains) d where d = any(${domains}::text[]) order by length(d) desc limit 1) domain,
        k.number is not distinct from ${number}::text same_number, k.last_paid_on::text last_paid_on
      from programs.customers k
      where k.id in (select id from programs.customers where number = ${number}::text
        union select id from programs.customers where domains && ${domains}::text[]
        union select id from programs.customers where folded = ${foldCompany(application.subject)})
      order by k.last_paid_on desc nulls last, k.number limit 20`.execute(db);
    const at = now.toString();
    const since = now.toZonedDateTimeISO('UTC').subtract({ months: withinMonths }).toPlainDate().toString();
    const from = { source: 'The list of customers', at, href: null };
    const none = 'No customer of the list has this number, mail domain or name.';
    const evidence: Evidence[] = rows.map((row) => ({ subject: row.number, ...judgeCustomer(row, since), ...from }));
    if (evidence.length === 0)
      evidence.push({ subject: 'The list of customers', finding: 'good', words: none, ...from });
    return outcomeOf(evidence, {
      passed: 'The applicant is not a paying customer.',
      failed: 'The applicant is a paying customer.',
      unsure: 'The applicant may be a paying customer; a person has to look.',
      unavailable: 'The applicant may be a paying customer; a person has to look.',
    });
  },
};
