import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { prepared } from '#kernel/database/prepared.ts';
import { mailBounced, mailDelayed } from '../answer-facts.ts';
import { titleOf } from '../checks/registry.ts';
import type { programsContract } from '../contract.ts';
import { checkFinished } from '../facts.ts';
import { applicationMoved } from '../move-facts.ts';

type Application = Output<(typeof programsContract)['getApplication']>;
/** What was said and done about it. */
type History = {
  messages:
    | { id: string; sender: 'applicant' | 'team'; author: string | null; body: string; at: string; asks: boolean }[]
    | null;
  notes: { id: string; author: string; body: string; at: string }[] | null;
  timeline:
    | {
        id: string;
        at: string;
        kind: string;
        data: unknown;
        who: string | null;
        actor: string;
        move: { by: string | null; reason: string } | null;
      }[]
    | null;
};

type Said = NonNullable<History['messages']>[number];

const FORMER = "'A former colleague'";
/** SQL: the name of the account in a column. */
export const nameOf = (column: string) =>
  sql.raw(`coalesce((select named.name from access.account_names named where named.id = ${column}), ${FORMER})`);
const MOST_ENTRIES = 200;

/** Messages, notes and facts. A query of its own, since it runs beside the other: one would be planned longer than both take. */
export async function readHistory(c: Context, id: string): Promise<History> {
  const found = await sql<History>`${prepared}
    select
      (select json_agg(json_build_object('id', m.id, 'sender', m.sender, 'body', m.body, 'at', m.sent_at,
          'author', case when m.author is not null then ${nameOf('m.author')} end,
          'asks', m.sender = 'team' and m.question is not null) order by m.sent_at, m.id)
       from programs.messages m where m.application = ${id}) messages,
      (select json_agg(json_build_object('id', n.id, 'body', n.body, 'at', n.written_at,
          'author', case when n.author is null then 'Guildhall' else ${nameOf('n.author')} end) order by n.written_at desc, n.id desc)
       from work.notes n where n.about_kind = 'application' and n.about_id = ${id} and n.removed_at is null) notes,
      (select json_agg(json_build_object('id', f.id, 'at', f.happened_at, 'kind', f.kind, 'data', f.data, 'actor', f.actor_kind,
          'who', case when f.actor_kind = 'account' then ${nameOf('f.actor_id::uuid')} when f.actor_kind <> 'system' then
            (select a.applicant_name from programs.applications a where a.id = ${id}) end,
          'move', case when f.kind = ${applicationMoved.kind} then (select json_build_object('reason', m.reason,
            'by', case when m.moved_by is not null then ${nameOf('m.moved_by')} end) from programs.policy_moves m where m.id = (f.data ->> 'move')::uuid) end) order by f.id desc)
       from (select * from ledger.facts f where f.about_kind = 'application' and f.about_id = ${id} order by f.id desc limit ${MOST_ENTRIES}) f) timeline`.execute(
    c.tx,
  );
  return found.rows[0] as History;
}

/** The same for the page. */
export const historyOf = (
  c: Context,
  history: History,
): Pick<Application, 'notes' | 'timeline'> & { said: Said[] } => ({
  said: (history.messages ?? []).map((m) => ({ ...m, at: utc(m.at) })),
  notes: (history.notes ?? []).map((n) => ({ ...n, at: utc(n.at) })),
  timeline: (history.timeline ?? []).map((f) => ({
    id: f.id,
    at: utc(f.at),
    kind: f.kind,
    // A job moves many; who asked for it stands behind each.
    who: f.move?.by ?? f.who ?? whoOf(f.actor),
    words: wordsOfMove(f) ?? wordsOfCheck(f) ?? wordsOfMail(c, f) ?? c.house.facts.get(f.kind)?.words ?? f.kind,
  })),
});

/** PostgreSQL's JSON writes an offset; the wire has one form of an instant. */
export const utc = (text: string): string => Temporal.Instant.from(text).toString();

const WHO: Record<string, string> = { applicant: 'The applicant', stranger: 'The applicant', system: 'Guildhall' };
/** Who acted, where it was no account. */
export const whoOf = (actorKind: string): string => WHO[actorKind] ?? 'Somebody';

const OUTCOME: Record<string, string> = {
  passed: 'it holds',
  failed: 'it fails',
  unsure: 'not certain',
  unavailable: 'it could not be looked at',
};
/** Which mail came back or is late; null for every other fact. */
function wordsOfMail(c: Context, { kind, data }: { kind: string; data: unknown }): string | null {
  const heard = [mailBounced, mailDelayed].find((fact) => fact.kind === kind);
  const told = heard?.data.safeParse(data).data;
  const what = told && c.house.templates.get(told.template)?.summary;
  return heard && what ? `${heard.words}: ${what}` : null;
}

/** From which version to which, and why; null for every other fact. */
function wordsOfMove({ kind, data, move }: { kind: string; data: unknown; move: { reason: string } | null }) {
  const { data: moved } = kind === applicationMoved.kind ? applicationMoved.data.safeParse(data) : {};
  return moved
    ? `moved it from version ${moved.from} to version ${moved.to} of the policy${move?.reason ? `: ${move.reason}` : ''}`
    : null;
}

/** Which check was finished, and how; null for every other fact. */
export function wordsOfCheck({ kind, data }: { kind: string; data: unknown }): string | null {
  const { data: finished } = kind === checkFinished.kind ? checkFinished.data.safeParse(data) : {};
  return finished
    ? `finished the check “${titleOf(finished.name)}”: ${OUTCOME[finished.state] ?? finished.state}`
    : null;
}
