import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import { personOf } from '../acting.ts';
import { mayApprove } from '../application.ts';
import { db } from '../database.ts';
import { mayGiveSecond, mayPropose, mayTakeBack, needsSecond } from '../second-opinion.ts';
import { lockApplication, type Standing, unless } from '../standing.ts';
import { decisionProposed, proposalAnswered, proposalTakenBack } from '../workbench-facts.ts';
import { approval, decide, mayDecideHere, refusal, type Verdict } from './decide.ts';

type Proposed = {
  id: string;
  by: string;
  verdict: 'approved' | 'refused';
  reason: string | null;
  words: string;
  tier: string | null;
};

const facts = (standing: Standing) => ({
  about: { kind: 'application', id: standing.id },
  program: standing.program.id,
  identity: standing.identity,
});

async function openProposal(c: Context, application: string): Promise<Proposed | null> {
  const { rows } = await sql<Proposed>`
    select id, proposed_by "by", verdict, reason, words, tier from programs.proposals
    where application = ${application} and answered_at is null and ended_at is null`.execute(c.tx);
  return rows[0] ?? null;
}

type Input = {
  id: string;
  verdict: 'approved' | 'refused';
  reason?: string | undefined;
  words: string;
  tier?: string | undefined;
};

/** Proposes a decision that needs a second person; nothing is decided yet, and the applicant hears nothing. */
export async function proposeDecision(c: Context, input: Input) {
  const standing = await mayDecideHere(c, input.id);
  const by = personOf(c);
  if (input.verdict === 'approved') unless(mayApprove(standing.records));
  unless(mayPropose(await openProposal(c, standing.id), needsSecond(standing.policy, input.verdict)));
  const verdict =
    input.verdict === 'approved'
      ? await approval(c, standing, input)
      : refusal(standing, { reason: input.reason ?? '', words: input.words });
  const id = newId();
  await db(c)
    .insertInto('programs.proposals')
    .values({
      ...{ id, application: standing.id, verdict: verdict.verdict, reason: verdict.reason, words: verdict.words },
      ...{ tier: verdict.verdict === 'approved' ? verdict.tier : null, proposed_by: by, proposed_at: c.now },
    })
    .execute();
  await record(c, decisionProposed, { ...facts(standing), data: { proposal: id, verdict: verdict.verdict } });
  return {};
}

/** Another person agrees, and it is decided so in both names; or disagrees, with words among colleagues, and it is open again. */
export async function answerProposal(c: Context, input: { id: string; agrees: boolean; words: string }) {
  const standing = await mayDecideHere(c, input.id);
  const open = await openProposal(c, standing.id);
  unless(mayGiveSecond(open, accountOf(c)));
  const { id, by, ...proposed } = open as Proposed;
  const account = personOf(c);
  await db(c)
    .updateTable('programs.proposals')
    .set({ answered_at: c.now, answered_by: account, agreed: input.agrees, answer: input.words })
    .where('id', '=', id)
    .execute();
  await record(c, proposalAnswered, { ...facts(standing), data: { proposal: id, agreed: input.agrees } });
  if (!input.agrees) return { finalAt: null };
  const made = await decide(c, standing, proposed as Verdict, { by, secondedBy: account });
  await db(c).updateTable('programs.proposals').set({ decision: made.id }).where('id', '=', id).execute();
  return { finalAt: made.finalAt };
}

/** Who proposed takes it back. */
export async function takeBackProposal(c: Context, input: { id: string }) {
  const standing = await lockApplication(c, input.id);
  const open = await openProposal(c, standing.id);
  unless(mayTakeBack(open, accountOf(c)));
  const { id } = open as Proposed;
  await db(c).updateTable('programs.proposals').set({ ended_at: c.now }).where('id', '=', id).execute();
  await record(c, proposalTakenBack, { ...facts(standing), data: { proposal: id } });
  return {};
}
