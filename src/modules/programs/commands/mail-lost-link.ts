import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { addressPrefix } from '#kernel/limits/bucket.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { lostLinkMail } from '../emails/lost-link.ts';
import { makeLink } from '../links.ts';
import { numberOf } from '../standing.ts';

/**
 * Mails the links of all applications of an address to that address. The answer is the same whether there are any: nobody
 * learns who applied.
 */
export async function mailLostLink(c: Context, input: { address: string; website: string }) {
  if (input.website !== '') return {};
  await takeLimit(c, { bucket: 'lost-link', whom: addressPrefix(c.request.address), of: 10, per: { hours: 1 } });
  await takeLimit(c, { bucket: 'lost-link-to', whom: input.address, of: 3, per: { hours: 24 } });
  const { rows } = await sql<{
    id: string;
    number: number;
    prefix: string;
    program: string;
    program_name: string;
    project: string;
    confirmed: boolean;
    name: string | null;
  }>`
    select a.id, a.number, p.prefix, p.id program, p.name program_name, a.project, a.mail_confirmed_at is not null confirmed, a.applicant_name name
    from programs.applications a join programs.programs p on p.id = a.program
    where lower(a.address) = ${input.address} order by a.submitted_at desc limit 20`.execute(c.tx);
  const first = rows[0];
  if (!first) return {};
  const origin = c.house.settings.publicUrl;
  const applications: { number: string; project: string; program: string; url: string }[] = [];
  for (const row of rows) {
    // Whoever opens a link from this mail reads the mailbox: an unconfirmed address is confirmed by it.
    const url = row.confirmed
      ? `${origin}/a/${await makeLink(c, row.id, 'status')}`
      : `${origin}/a/confirm/${await makeLink(c, row.id, 'confirm-mail')}`;
    applications.push({
      number: numberOf(row.prefix, row.number),
      project: row.project,
      program: row.program_name,
      url,
    });
  }
  await queueMail(c, lostLinkMail, {
    to: { address: input.address, name: first.name ?? '' },
    about: { kind: 'application', id: first.id },
    program: first.program,
    data: { applications },
  });
  return {};
}
