import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { job, queueJob } from '#kernel/jobs/job.ts';
import { LANGUAGES } from '#kernel/language/languages.ts';
import { addressPrefix } from '#kernel/limits/bucket.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { lostLinkMail } from '../emails/lost-link.ts';
import { mailedAddress, makeLink, statusLink } from '../links.ts';
import { numberOf } from '../standing.ts';

/** Mails the links of all applications that have the address of this one; of none, where there was none. */
export const mailLinks = job(
  'programs.mail-links',
  z.object({ application: z.uuid().nullable(), language: z.string().default(LANGUAGES[0]) }),
  (run, { application, language }) => run.transact('programs.mail-links', (c) => sendLinks(c, application, language)),
  { words: 'Mail the links of somebody’s applications' },
);

/**
 * Mails the links of all applications of an address to that address. The answer and the work are the same whether there are any: nobody
 * learns who applied, not by the time it takes either.
 */
export async function mailLostLink(c: Context, input: { address: string; website: string }) {
  if (input.website !== '') return {};
  await takeLimit(c, { bucket: 'lost-link', whom: addressPrefix(c.request.address), of: 10, per: { hours: 1 } });
  await takeLimit(c, { bucket: 'lost-link-to', whom: input.address, of: 3, per: { hours: 24 } });
  const found = await sql<{ id: string }>`
    select id from programs.applications where lower(address) = ${input.address} order by submitted_at desc limit 1`.execute(
    c.tx,
  );
  await queueJob(c, mailLinks, { application: found.rows[0]?.id ?? null, language: c.request.language });
  return {};
}

async function sendLinks(c: Context, application: string | null, language: string): Promise<void> {
  const { rows } = await sql<{
    id: string;
    address: string;
    number: number;
    prefix: string;
    program: string;
    program_name: string;
    project: string;
    confirmed: boolean;
    name: string | null;
  }>`
    select a.id, lower(a.address) address, a.number, p.prefix, p.id program, p.name program_name, a.project, a.mail_confirmed_at is not null confirmed, a.applicant_name name
    from programs.applications a join programs.programs p on p.id = a.program
    where lower(a.address) = (select lower(address) from programs.applications where id = ${application}) order by a.submitted_at desc limit 20`.execute(
    c.tx,
  );
  const first = rows[0];
  if (!first) return;
  const applications: { number: string; project: string; program: string; url: string }[] = [];
  for (const row of rows) {
    // Whoever opens a link from this mail reads the mailbox: an unconfirmed address is confirmed by it.
    const url = row.confirmed
      ? await statusLink(c, row.id, language)
      : mailedAddress(c, `/a/confirm/${await makeLink(c, row.id, 'confirm-mail')}`, language);
    applications.push({
      number: numberOf(row.prefix, row.number),
      project: row.project,
      program: row.program_name,
      url,
    });
  }
  await queueMail(c, lostLinkMail, {
    to: { address: first.address, name: first.name ?? '' },
    about: { kind: 'application', id: first.id },
    program: first.program,
    language,
    data: { applications },
  });
}
