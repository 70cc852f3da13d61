import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Kind } from './classify.ts';
import type { Bounce } from './report.ts';

/** A mail that came, as the room that it belongs to needs it. */
export type TakenMail = {
  id: string;
  kind: Kind;
  from: string | null;
  /** What is new in it. */
  text: string;
  files: number;
  bounce: Bounce | null;
  foundBy: 'token' | 'reference' | 'subject' | 'hand' | null;
  verdict: 'pass' | 'fail' | null;
  cameAt: Temporal.Instant;
  /** The mail of ours that it answers or reports on. */
  answers: { id: string; template: string; to: string } | null;
  erased: boolean;
};

/** Reads a mail that came, for a reaction to it; null when it is not there. */
export async function readTaken(c: Context, id: string): Promise<TakenMail | null> {
  const { rows } = await sql<Omit<TakenMail, 'cameAt'> & { came_at: Temporal.Instant }>`
    select i.id, i.kind, i.from_address "from", i.text, i.bounce, i.found_by "foundBy", i.verdict, i.came_at, i.erased_at is not null erased,
      (select count(*) from files.files f where f.about_kind = 'incoming-mail' and f.about_id = i.id::text) files,
      case when m.id is not null then json_build_object('id', m.id, 'template', m.template, 'to', m.to_address) end answers
    from mail.incoming i left join mail.messages m on m.id = i.mail where i.id = ${id}`.execute(c.tx);
  const row = rows[0];
  if (!row) return null;
  const { came_at, ...mail } = row;
  return { ...mail, cameAt: came_at };
}
