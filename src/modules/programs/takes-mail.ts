import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { TakesMail } from '#kernel/slots.ts';

/** Numbers of applications in a text, such as OSS-1042; at most five. */
const numbersIn = (text: string): { prefix: string; number: number }[] =>
  [...text.slice(0, 500).matchAll(/\b([A-Z]{2,5})-(\d{1,9})\b/g)]
    .slice(0, 5)
    .map(([, prefix = '', number]) => ({ prefix, number: Number(number) }));

async function numbered(c: Context, text: string): Promise<{ id: string; program: string; address: string | null }[]> {
  const numbers = numbersIn(text);
  if (numbers.length === 0) return [];
  const { rows } = await sql<{ id: string; program: string; address: string | null }>`
    select a.id, a.program, lower(a.address) address from programs.applications a join programs.programs p on p.id = a.program
    where (p.prefix, a.number) in (select * from unnest(${numbers.map((n) => n.prefix)}::text[], ${numbers.map((n) => n.number)}::bigint[]))
      and a.erased_at is null order by a.id desc`.execute(c.tx);
  return rows;
}

const applications: TakesMail = {
  kind: 'application',
  permission: 'applications.review',
  bySubject: async (c, subject, sender, program) => {
    const own = (await numbered(c, subject.toUpperCase())).find(
      (each) => each.address === sender.toLowerCase() && (program === null || each.program === program),
    );
    return own ? { id: own.id, program: own.program } : null;
  },
  named: async (c, written) => {
    const [found] = await numbered(c, written.toUpperCase());
    return found ? { id: found.id, program: found.program } : null;
  },
};

/** Members have no number to be called by: their mails are known by what they answer. */
const memberships: TakesMail = {
  kind: 'membership',
  permission: 'applications.review',
  bySubject: async () => null,
  named: async () => null,
};

export const takesMail: readonly TakesMail[] = [applications, memberships];
