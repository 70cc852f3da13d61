import { sql } from 'kysely';
import { type Context, may } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { prepared } from '#kernel/database/prepared.ts';
import type { programsContract } from '../contract.ts';
import { utc } from './application-history.ts';

type Application = Output<(typeof programsContract)['getApplication']>;
type Message = Application['messages'][number];
type Said = Omit<Message, 'mail' | 'afterDecision' | 'unseen' | 'may'>;

type MessageRow = {
  id: string;
  incoming: string | null;
  from: string | null;
  question: boolean;
  after: boolean;
  seen: boolean;
  files: { id: string; name: string; size: number }[] | null;
  leftOut: { name: string; why: string }[] | null;
};
export type BounceRow = Omit<Application['bounces'][number], 'what' | 'gaveUp' | 'at' | 'open'> & {
  template: string;
  gave_up: boolean;
  came_at: string;
  handled: boolean;
};
/** What came by mail about an application. */
export type MailRows = { messages: MessageRow[] | null; bounces: BounceRow[] | null };

export async function readMailOf(c: Context, id: string): Promise<MailRows> {
  const { rows } = await sql<MailRows>`${prepared}
    select
      (select json_agg(json_build_object('id', m.id, 'incoming', m.incoming, 'from', m.from_address, 'question', m.question is not null,
          'after', m.after_decision, 'seen', m.seen_at is not null, 'leftOut', i.left_out,
          'files', (select json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size) order by f.id) from files.files f
            where f.about_kind = 'incoming-mail' and f.about_id = m.incoming::text)))
       from programs.messages m left join mail.incoming i on i.id = m.incoming
       where m.application = ${id} and (m.incoming is not null or m.after_decision)) messages,
      (select json_agg(json_build_object('id', b.id, 'template', b.template, 'address', b.address, 'words', b.words, 'status', b.status,
          'gave_up', b.gave_up, 'permanent', b.permanent, 'came_at', b.came_at, 'incoming', b.incoming,
          'handled', b.handled_at is not null) order by b.id desc)
       from (select * from programs.bounces where application = ${id} order by id desc limit 50) b) bounces`.execute(
    c.tx,
  );
  return rows[0] ?? { messages: null, bounces: null };
}

/** The messages with how each came, and the mails that came back. */
export function mailOf(
  c: Context,
  rows: MailRows,
  said: readonly Said[],
  of: { address: string | null; program: string; question: boolean },
): Pick<Application, 'messages' | 'bounces'> {
  const reviews = may(c.actor, 'applications.review', of.program);
  const came = new Map((rows.messages ?? []).map((row) => [row.id, row]));
  return {
    messages: said.map((message) => {
      const row = came.get(message.id);
      const unseen = row?.after === true && !row.seen;
      return {
        ...message,
        mail: row?.incoming
          ? { incoming: row.incoming, from: row.from, files: row.files ?? [], leftOut: row.leftOut ?? [] }
          : null,
        afterDecision: row?.after === true,
        unseen,
        may: {
          countAsAnswer: reviews && of.question && row?.incoming != null && !row.question,
          see: reviews && unseen,
        },
      };
    }),
    bounces: bouncesOf(c, rows.bounces, of.address),
  };
}

/** Mails that came back, as the team sees them; `address`: where mails go to now. */
export const bouncesOf = (
  c: Context,
  rows: readonly BounceRow[] | null,
  address: string | null,
): Application['bounces'] =>
  (rows ?? []).map(({ template, gave_up, came_at, handled, ...bounce }) => ({
    ...bounce,
    what: c.house.templates.get(template)?.summary ?? 'A mail',
    gaveUp: gave_up,
    at: utc(came_at),
    open:
      gave_up &&
      !handled &&
      address !== null &&
      (bounce.address === null || bounce.address.toLowerCase() === address.toLowerCase()),
  }));
