import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import type { Input } from '#kernel/contract/handlers.ts';
import { notFound, refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { addressPrefix } from '#kernel/limits/bucket.ts';
import { takeLimit } from '#kernel/limits/limit.ts';
import { identify, wasErased } from '#modules/community';
import type { programsContract } from '../contract.ts';
import { mayAnswerNomination } from '../invitation.ts';
import { nominationAnswered, nominationSent } from '../invitation-facts.ts';
import { programBySlug } from '../program-of.ts';
import { sendInvitation } from './invite.ts';

/**
 * Takes a nomination in. The same person named again by the same one changes nothing while nobody has answered; the answer is always
 * the same, so that nobody learns who was named. Whoever had themselves erased is not taken in again because others name them.
 */
export async function nominate(c: Context, input: Input<(typeof programsContract)['nominate']>) {
  const program = await programBySlug(c, input.program);
  if (!program.begun) throw notFound('There is no such program.');
  if (input.website !== '') return {};
  if (program.policy.membership.entry !== 'nomination')
    throw refused('program.takes-no-nominations', 'This program takes no nominations.');
  if (!program.open) throw refused('program.closed', 'This program takes no applications at the moment.');
  await takeLimit(c, { bucket: 'nominate', whom: addressPrefix(c.request.address), of: 10, per: { hours: 1 } });
  await takeLimit(c, { bucket: 'nominate-by', whom: input.nominatorAddress, of: 10, per: { hours: 24 } });
  const seen = (value: string) => ({ platform: 'email', kind: 'address', value }) as const;
  if (await wasErased(c, seen(input.nomineeAddress))) return {};
  const nominee = await identify(c, { ...seen(input.nomineeAddress), source: 'nomination' });
  const nominator = await identify(c, { ...seen(input.nominatorAddress), source: 'nomination' });
  const id = newId();
  const made = await sql`insert into programs.nominations
      (id, program, nominee_name, nominee_address, nominee, nominator_name, nominator_address, nominator, words, language, sent_at)
    values (${id}, ${program.id}, ${input.nomineeName}, ${input.nomineeAddress}, ${nominee}, ${input.nominatorName}, ${input.nominatorAddress},
      ${nominator}, ${input.words}, ${c.request.language.slice(0, 2)}, ${c.now})
    on conflict (program, nominee, nominator) where answered_at is null and erased_at is null do nothing returning 1`.execute(
    c.tx,
  );
  if (made.rows.length > 0)
    await record(c, nominationSent, {
      about: { kind: 'nomination', id },
      program: program.id,
      identity: nominator,
      data: {},
    });
  return {};
}

/** Follows a nomination: whoever was named gets an invitation. */
export async function acceptNomination(c: Context, input: { id: string; words: string; language: string }) {
  const row = await answer(c, input.id, 'invited', '');
  const { id } = await sendInvitation(
    c,
    { program: row.program, name: row.name, address: row.address, words: input.words, language: input.language },
    row.id,
  );
  return { invitation: id };
}

/** Does not follow a nomination. The words stay among the team; nobody is mailed. */
export async function declineNomination(c: Context, input: { id: string; words: string }) {
  await answer(c, input.id, 'declined', input.words);
  return {};
}

type Row = {
  id: string;
  program: string;
  nominee: string;
  name: string | null;
  address: string | null;
  answered: boolean;
};

async function answer(c: Context, id: string, outcome: 'invited' | 'declined', words: string) {
  const { rows } = await sql<Row>`
    select id, program, nominee, nominee_name name, nominee_address address, answered_at is not null answered
    from programs.nominations where id = ${id} for update`.execute(c.tx);
  const row = rows[0];
  if (!row) throw notFound('There is no such nomination.');
  const objection = mayAnswerNomination(row.answered);
  if (objection) throw refused(objection.rule, objection.words);
  if (row.name === null || row.address === null)
    throw refused('nomination.erased', 'What was personal in this nomination is erased.');
  const by = accountOf(c);
  await sql`update programs.nominations set answered_at = ${c.now}, answered_by = ${by}, outcome = ${outcome}, outcome_words = ${words}
    where id = ${id}`.execute(c.tx);
  await record(c, nominationAnswered, {
    about: { kind: 'nomination', id },
    program: row.program,
    identity: row.nominee,
    data: { outcome },
  });
  return { ...row, name: row.name, address: row.address };
}
