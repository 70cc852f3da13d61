import { type Apart, type Context, may } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { Fault, invalid } from '#kernel/errors.ts';
import { NOT_YOURS, PERMISSION } from '../bulk.ts';
import type { programsContract } from '../contract.ts';
import { db } from '../database.ts';
import { assignApplication, claimApplication } from './assign-application.ts';
import { rerunMissing } from './checks.ts';
import { dealApplication } from './deal-out.ts';
import { approveApplication, refuseApplication } from './decide.ts';
import { giveMoreTime, remindApplicant } from './give-more-time.ts';
import { undoDecision } from './undo-decision.ts';
import { askApplicant } from './write-message.ts';

type Contract = typeof programsContract;
type Asked = Input<Contract['actOnApplications']>;
type Outcome = Output<Contract['actOnApplications']>['rows'][number];

/**
 * Does with each application what its own operation does, one after the other, each in a transaction of its own: what a rule refuses
 * stays as it was, and the others go on. Answers what became of each, in the order asked. A repeat under the same key does nothing
 * again with those that were done, and tries the others.
 */
export async function actOnApplications(c: Context, input: Asked): Promise<Output<Contract['actOnApplications']>> {
  checkInput(input);
  const { apart } = c;
  if (!apart) throw new Error('acts on many need a transaction for each');
  const ids = [...new Set(input.ids)];
  const found = await db(c)
    .selectFrom('programs.applications')
    .select(['id', 'program'])
    .where('id', 'in', ids)
    .execute();
  const programs = new Map(found.map((row) => [row.id, row.program]));
  const rows: Outcome[] = [];
  for (const id of ids) rows.push(await one(c, apart, input, id, programs.get(id) ?? null));
  return { rows };
}

function checkInput({ act, account, reason, words, until }: Asked): void {
  if (act === 'more-time' && !until) throw invalid([{ field: 'until', message: 'Choose a day.' }]);
  if (act === 'assign' && account === undefined) throw invalid([{ field: 'account', message: 'Say to whom.' }]);
  if (act === 'refuse' && !reason) throw invalid([{ field: 'reason', message: 'Choose the reason.' }]);
  if ((act === 'refuse' || act === 'ask') && !words)
    throw invalid([{ field: 'words', message: 'Write to the applicants what it is about.' }]);
}

async function one(c: Context, apart: Apart, input: Asked, id: string, program: string | null): Promise<Outcome> {
  const no = (rule: string, words: string): Outcome => ({ id, done: false, objection: { rule, words }, finalAt: null });
  if (program === null || !may(c.actor, 'applications.read', program))
    return no('application.not-found', 'There is no such application.');
  if (!may(c.actor, PERMISSION[input.act], program)) return no(NOT_YOURS.rule, NOT_YOURS.words);
  const { ids: _, ...how } = input;
  try {
    const answer = await apart(id, { ...how, id }, (own) => act(own, input, id));
    return { id, done: true, objection: null, finalAt: answer.finalAt ?? null };
  } catch (error) {
    if (error instanceof Fault) return no(error.data.rule ?? `application.${error.code}`, error.message);
    // The others have nothing to do with it, and those before it are done already: so it is told like a refusal, and logged.
    c.house.log.error({ err: error, application: id, act: input.act, request: c.request.id }, 'one of many failed');
    return no('house.failed', `Something went wrong on our side. Report this id: ${c.request.id}`);
  }
}

async function act(
  c: Context,
  { act: kind, account, reason, words, until }: Asked,
  id: string,
): Promise<{ finalAt?: string }> {
  switch (kind) {
    case 'claim':
      return claimApplication(c, { id });
    case 'assign':
      return assignApplication(c, { id, account: account ?? null });
    case 'deal':
      return dealApplication(c, { id });
    case 'remind':
      return remindApplicant(c, { id });
    case 'more-time':
      return giveMoreTime(c, { id, until: until ?? '' });
    case 'rerun':
      return rerunMissing(c, { id });
    case 'ask':
      return askApplicant(c, { id, words: words ?? '' });
    case 'approve':
      return approveApplication(c, { id, words: words ?? '' });
    case 'refuse':
      return refuseApplication(c, { id, reason: reason ?? '', words: words ?? '' });
    case 'undo':
      return undoDecision(c, { id });
  }
}
