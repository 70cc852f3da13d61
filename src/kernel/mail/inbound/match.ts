import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { ERASED_ADDRESS } from '../personal.ts';
import type { Kind } from './classify.ts';
import type { Clues } from './clues.ts';
import type { Receiving } from './mailbox-row.ts';
import type { ParsedMail } from './parse.ts';

/** Where a mail that came belongs. */
export type Belonging = {
  /** The mail of ours that it answers or reports on. */
  readonly mail: string | null;
  readonly record: { kind: string; id: string } | null;
  readonly by: 'token' | 'reference' | 'subject' | null;
  readonly program: string | null;
};

type Ours = { id: string; about_kind: string; about_id: string; program: string | null; by: 'token' | 'reference' };

/**
 * Finds what a mail belongs to: by the token in the address it was sent to, by the mails it names, or by the number in its subject
 * together with its sender. A mailbox of one program finds what belongs to that program alone.
 */
export async function findBelonging(
  c: Context,
  mailbox: Receiving,
  mail: ParsedMail,
  kind: Kind,
  clues: Clues,
): Promise<Belonging> {
  const ours = await answered(c, clues, mailbox.program);
  if (ours) {
    const program = ours.program ?? mailbox.program;
    const taken = c.house.modules.some((m) => m.takesMail?.some((each) => each.kind === ours.about_kind));
    if (taken) {
      const about = { kind: ours.about_kind, id: ours.about_id };
      return { mail: ours.id, record: about, by: ours.by, program };
    }
    // What is not for a person to answer belongs to the mail itself; a person's words wait for somebody who reads them.
    const own = kind === 'bounce' || kind === 'complaint' || kind === 'automatic';
    return { mail: ours.id, record: own ? { kind: 'mail', id: ours.id } : null, by: ours.by, program };
  }
  const bySubject = kind === 'reply' ? await numbered(c, mail, mailbox.program) : null;
  return bySubject ?? { mail: null, record: null, by: null, program: mailbox.program };
}

async function answered(c: Context, clues: Clues, program: string | null): Promise<Ours | null> {
  if (clues.tokens.length === 0 && clues.references.length === 0) return null;
  const { rows } = await sql<Ours>`
    select id, about_kind, about_id, program, by from (
      select m.id, m.about_kind, m.about_id, m.program, m.to_address, 'token' as by, array_position(${[...clues.tokens]}::text[], m.answer_token) as place
      from mail.messages m where m.answer_token = any(${[...clues.tokens]}::text[])
      union all
      select m.id, m.about_kind, m.about_id, m.program, m.to_address, 'reference', 100 + array_position(${[...clues.references]}::text[], m.message_id)
      from mail.messages m where m.message_id = any(${[...clues.references]}::text[])) found
    where to_address <> ${ERASED_ADDRESS} and (${program}::text is null or program = ${program}::text)
    order by place limit 1`.execute(c.tx);
  return rows[0] ?? null;
}

async function numbered(c: Context, mail: ParsedMail, program: string | null): Promise<Belonging | null> {
  if (!mail.from) return null;
  for (const each of c.house.modules.flatMap((m) => m.takesMail ?? [])) {
    const found = await each.bySubject(c, mail.subject, mail.from.address, program);
    if (found) return { mail: null, record: { kind: each.kind, id: found.id }, by: 'subject', program: found.program };
  }
  return null;
}
