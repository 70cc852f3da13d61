import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { mayRerun } from '../application.ts';
import type { programsContract } from '../contract.ts';
import { mayJudge, maySend, type Try } from '../document.ts';
import { parametersOf } from '../policy/requirements.ts';
import { textIn } from '../policy/texts.ts';
import { readStanding } from '../standing.ts';

type Contract = typeof programsContract;
export type KeptDocument = Try & {
  id: string;
  application: string;
  name: string;
  mediaType: string;
  size: number;
  sentAt: string;
  judgedBy: string | null;
  purgedAt: string | null;
};

type Row = Omit<KeptDocument, 'sentAt' | 'judgedAt' | 'purgedAt'> & {
  sent_at: Temporal.Instant;
  judged_at: Temporal.Instant | null;
  purged_at: Temporal.Instant | null;
};

async function read(c: Pick<Context, 'tx'>, by: 'id' | 'application', id: string): Promise<KeptDocument[]> {
  const { rows } = await sql<Row>`
    select d.id, d.application, d.attempt, d.name, d.media_type "mediaType", d.size, d.dated_on::text "datedOn",
      (d.sent_at at time zone 'UTC')::date::text "sentOn", d.verdict, d.words, d.sent_at, d.judged_at, k.name "judgedBy", d.purged_at
    from programs.documents d left join access.account_names k on k.id = d.judged_by
    where ${sql.ref(`d.${by}`)} = ${id} order by d.attempt`.execute(c.tx);
  return rows.map(({ sent_at, judged_at, purged_at, ...row }) => ({
    ...row,
    sentAt: sent_at.toString(),
    judgedAt: judged_at?.toString() ?? null,
    purgedAt: purged_at?.toString() ?? null,
  }));
}

/** The tries of an application, the first one first. */
export const triesOf = (c: Pick<Context, 'tx'>, application: string) => read(c, 'application', application);
/** One document; undefined where there is none. */
export const documentOf = async (c: Pick<Context, 'tx'>, id: string) => (await read(c, 'id', id))[0];

/** What an applicant sent to show something, for who judges it; nothing where the policy asks for no document. */
export async function listDocuments(
  c: Context,
  { id }: Input<Contract['listDocuments']>,
): Promise<Output<Contract['listDocuments']>> {
  const [standing, documents] = await Promise.all([readStanding(c, id), triesOf(c, id)]);
  const rules = parametersOf(standing.policy.requirements, 'document');
  const open = mayRerun(standing.records, 'document') === null;
  return {
    shows: standing.records.checks.has('document') ? rules.shows : null,
    attempts: rules.attempts,
    daysValid: rules.daysValid,
    purgeDays: rules.purgeDays,
    documents: documents.map(({ application: _, sentOn: __, ...one }) => ({
      ...one,
      mayJudge: open && mayJudge(one) === null,
    })),
  };
}

/** The same for the applicant's own page: what to show, how many tries are left, and what became of the others. null: none is asked for. */
export async function ownDocuments(
  c: Context,
  application: string,
): Promise<Output<Contract['applicationTasks']>['document']> {
  const [standing, tries] = await Promise.all([readStanding(c, application), triesOf(c, application)]);
  if (!standing.records.checks.has('document')) return null;
  const { shows, attempts, daysValid, mostMegabytes } = parametersOf(standing.policy.requirements, 'document');
  const told = textIn(standing.policy, c.request.language.slice(0, 2), 'document.shows', shows);
  return {
    shows: told.text,
    translated: told.lang !== null,
    attemptsLeft: Math.max(0, attempts - tries.length),
    daysValid,
    mostMegabytes,
    maySend:
      standing.records.mailConfirmed &&
      mayRerun(standing.records, 'document') === null &&
      maySend(tries, { attempts }) === null,
    tries: tries.map(({ attempt, name, datedOn, sentAt, verdict, words, purgedAt }) => ({
      ...{ attempt, name, datedOn, sentAt, verdict, words },
      purged: purgedAt !== null,
    })),
  };
}
