import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { job, queueJob } from '#kernel/jobs/job.ts';
import { LANGUAGES } from '#kernel/language/languages.ts';
import { addressPrefix } from '#kernel/limits/bucket.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { lostLinkMail } from '../emails/lost-link.ts';
import { mailedAddress, makeLink, memberLink, statusLink } from '../links.ts';
import { numberOf } from '../standing.ts';

/** Mails the links of all that has the address of this application or membership; of nothing, where there was neither. */
export const mailLinks = job(
  'programs.mail-links',
  z.object({
    application: z.uuid().nullable(),
    membership: z.uuid().nullable().default(null),
    language: z.string().default(LANGUAGES[0]),
  }),
  (run, payload) => run.transact('programs.mail-links', (c) => sendLinks(c, payload)),
  { words: 'Mail the links of somebody’s applications and memberships' },
);

/**
 * Mails the links of all applications and memberships of an address to that address. The answer and the work are the same whether there
 * are any: nobody learns who applied or is a member, not by the time it takes either.
 */
export async function mailLostLink(c: Context, input: { address: string; website: string }) {
  if (input.website !== '') return {};
  await takeLimit(c, { bucket: 'lost-link', whom: addressPrefix(c.request.address), of: 10, per: { hours: 1 } });
  await takeLimit(c, { bucket: 'lost-link-to', whom: input.address, of: 3, per: { hours: 24 } });
  const found = await sql<{ application: string | null; membership: string | null }>`
    select (select id from programs.applications where lower(address) = ${input.address} order by submitted_at desc limit 1) application,
      (select m.id from programs.programs p join programs.memberships m on m.program = p.id and lower(m.owner_address) = ${input.address}
        order by m.granted_at desc limit 1) membership`.execute(c.tx);
  const { application = null, membership = null } = found.rows[0] ?? {};
  await queueJob(c, mailLinks, { application, membership, language: c.request.language });
  return {};
}

type Whose = { application: string | null; membership: string | null; language: string };
type About = { kind: 'application' | 'membership'; id: string; program: string; name: string | null };

async function sendLinks(c: Context, { application, membership, language }: Whose): Promise<void> {
  const { rows } = await sql<{ address: string | null }>`
    select coalesce((select lower(address) from programs.applications where id = ${application}),
      (select lower(owner_address) from programs.memberships where id = ${membership})) address`.execute(c.tx);
  const address = rows[0]?.address;
  if (!address) return;
  const applied = await applicationsOf(c, address, language);
  const owned = await membershipsOf(c, address, language);
  const first = applied.first ?? owned.first;
  if (!first) return;
  await queueMail(c, lostLinkMail, {
    to: { address, name: first.name ?? '' },
    about: { kind: first.kind, id: first.id },
    program: first.program,
    language,
    data: { applications: applied.links, memberships: owned.links },
  });
}

/** All applications with an address, the newest first; a link of their own for each. */
async function applicationsOf(c: Context, address: string, language: string) {
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
    where lower(a.address) = ${address} order by a.submitted_at desc limit 20`.execute(c.tx);
  const links: { number: string; project: string; program: string; url: string }[] = [];
  for (const row of rows) {
    // Whoever opens a link from this mail reads the mailbox: an unconfirmed address is confirmed by it.
    const url = row.confirmed
      ? await statusLink(c, row.id, language)
      : mailedAddress(c, `/a/confirm/${await makeLink(c, row.id, 'confirm-mail')}`, language);
    links.push({ number: numberOf(row.prefix, row.number), project: row.project, program: row.program_name, url });
  }
  const first: About | undefined = rows[0] && { kind: 'application', ...rows[0] };
  return { links, first };
}

/** Memberships that somebody owns and that none of their applications leads to: those that came with a list, or from another owner. */
async function membershipsOf(c: Context, address: string, language: string) {
  const { rows } = await sql<{
    id: string;
    member: string;
    program: string;
    program_name: string;
    name: string | null;
  }>`
    select m.id, m.name member, p.id program, p.name program_name, m.owner_name name
    from programs.programs p join programs.memberships m on m.program = p.id and lower(m.owner_address) = ${address}
    where not exists (select from programs.terms t join programs.applications a on a.id = t.application
      where t.membership = m.id and lower(a.address) = ${address}
        and not exists (select from programs.transfers x where x.membership = m.id and x.done_at > a.submitted_at))
    order by m.granted_at desc, m.id limit 20`.execute(c.tx);
  const links: { member: string; program: string; url: string }[] = [];
  for (const { id, member, program_name } of rows)
    links.push({ member, program: program_name, url: await memberLink(c, id, language) });
  const first: About | undefined = rows[0] && { kind: 'membership', ...rows[0] };
  return { links, first };
}
