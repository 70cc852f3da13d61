import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { invalid, notFound } from '#kernel/errors.ts';
import { safeFileName } from '#kernel/files/file-name.ts';
import { beginsLike, endingsOf, type MediaType } from '#kernel/files/media-type.ts';
import { newId } from '#kernel/ids.ts';
import type { Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { mayRerun } from '../application.ts';
import { documentJudged, documentOpened, documentPurged, documentSent } from '../check-facts.ts';
import { startChecks } from '../checks/run-checks.ts';
import type { programsContract } from '../contract.ts';
import { dateFault, mayJudge, maySend } from '../document.ts';
import { keepDocument, purgeDocuments } from '../kept-documents.ts';
import { openLink } from '../links.ts';
import { parametersOf } from '../policy/requirements.ts';
import { documentOf, triesOf } from '../queries/documents.ts';
import { aboutApplication, lockApplication, restage, unless } from '../standing.ts';
import { writeToApplicant } from './write-message.ts';

type Contract = typeof programsContract;
const TYPES: readonly MediaType[] = ['application/pdf', 'image/png', 'image/jpeg'];
const MB = 1024 * 1024;

/** What the bytes are, whatever their name says; null: none of the kinds that are taken. */
const typeOf = (bytes: Uint8Array): MediaType | null =>
  TYPES.find((type) => beginsLike(type, bytes.subarray(0, 16))) ?? null;

/** The applicant sends a document; it is kept sealed until a person looked, and some time longer. Throws `invalid` beside the entry. */
export async function sendDocument(c: Context, input: Input<Contract['sendDocument']>) {
  const standing = await lockApplication(c, (await openLink(c, input.key, 'status')).application);
  unless(mayRerun(standing.records, 'document'));
  const rules = parametersOf(standing.policy.requirements, 'document');
  const tries = await triesOf(c, standing.id);
  unless(maySend(tries, rules));
  await takeLimit(c, { bucket: 'document', whom: standing.id, of: 20, per: { hours: 1 } });
  const bytes = Buffer.from(input.content, 'base64');
  const type = typeOf(bytes);
  const today = c.now.toZonedDateTimeISO('UTC').toPlainDate().toString();
  const late = dateFault(input.datedOn, today, rules);
  const faults = [
    ...(bytes.length > rules.mostMegabytes * MB
      ? [{ field: 'document', message: `The file is larger than ${rules.mostMegabytes} MB.` }]
      : type === null
        ? [{ field: 'document', message: 'Send a PDF, or a picture as PNG or JPEG.' }]
        : []),
    ...(late === null ? [] : [{ field: 'datedOn', message: late }]),
  ];
  if (faults.length > 0 || type === null) throw invalid(faults);
  const id = newId();
  await sql`insert into programs.documents (id, application, attempt, name, media_type, size, dated_on, sent_at)
    values (${id}, ${standing.id}, ${tries.length + 1}, ${safeFileName(input.name, endingsOf(type))}, ${type}, ${bytes.length},
      ${input.datedOn}::date, ${c.now})`.execute(c.tx);
  await keepDocument(c, id, bytes);
  await record(c, documentSent, { ...aboutApplication(standing), data: { document: id, attempt: tries.length + 1 } });
  await startChecks(c, standing.id, ['document']);
  await restage(c, standing.id);
  return {};
}

/** A person accepts a document, or rejects it with words, which the applicant gets by mail; then the check is run again. */
export async function judgeDocument(c: Context, input: Input<Contract['judgeDocument']>) {
  const standing = await lockApplication(c, input.id);
  const one = await documentOf(c, input.document);
  if (one?.application !== standing.id) throw notFound('There is no such document.');
  unless(mayRerun(standing.records, 'document'));
  unless(mayJudge(one));
  const datedOn = input.datedOn ?? one.datedOn;
  if (input.verdict === 'accepted') {
    const late = dateFault(datedOn, one.sentOn, parametersOf(standing.policy.requirements, 'document'));
    if (late) throw invalid([{ field: 'datedOn', message: late }]);
  }
  if (input.verdict === 'rejected' && input.words === '')
    throw invalid([{ field: 'words', message: 'Say why; the applicant reads it.' }]);
  const by = accountOf(c);
  await sql`update programs.documents set verdict = ${input.verdict}, words = ${input.words}, dated_on = ${datedOn}::date,
    judged_at = ${c.now}, judged_by = ${by} where id = ${one.id}`.execute(c.tx);
  await record(c, documentJudged, {
    ...aboutApplication(standing),
    data: { document: one.id, verdict: input.verdict },
  });
  if (input.verdict === 'rejected' && standing.address)
    await writeToApplicant(c, { id: standing.id, body: input.words });
  await startChecks(c, standing.id, ['document']);
  await restage(c, standing.id);
  return {};
}

/** Somebody of the team opens a document; that is recorded. Answers what the file is; its bytes are at another address. */
export async function openDocument(c: Context, input: Input<Contract['openDocument']>) {
  const one = await documentOf(c, input.document);
  if (one?.application !== input.id || one.purgedAt !== null) throw notFound('This document is not here any more.');
  const standing = await lockApplication(c, input.id);
  await record(c, documentOpened, { ...aboutApplication(standing), data: { document: one.id } });
  return { name: one.name, mediaType: one.mediaType, size: one.size };
}

/** Empties documents whose application was decided or ended so many days ago as its policy says. Begun again, it goes on. */
export async function purgeOldDocuments(run: Run): Promise<void> {
  for (;;) {
    const { rows } = await run.transact('retention', (c) =>
      sql<{ application: string; ids: string[] }>`
      select d.application, array_agg(d.id) ids
      from programs.documents d join programs.applications a on a.id = d.application join programs.policies p on p.id = a.policy
      where d.purged_at is null and a.stage not in ('confirming', 'proving', 'checking', 'review', 'needs-info')
        and coalesce(a.decided_at, a.stage_since) + make_interval(days => coalesce((
          select (r #>> '{with,purgeDays}')::int from jsonb_array_elements(p.policy -> 'requirements') r where r ->> 'check' = 'document'), 30)) <= ${c.now}
      group by d.application order by d.application limit 200`.execute(c.tx),
    );
    for (const { application, ids } of rows) {
      run.signal.throwIfAborted();
      await run.transact('retention', async (c) => {
        const standing = await lockApplication(c, application);
        const purged = await purgeDocuments(c, ids);
        for (const document of purged)
          await record(c, documentPurged, { ...aboutApplication(standing), data: { document } });
      });
    }
    if (rows.length < 200) return;
  }
}
