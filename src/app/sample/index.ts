import { sql } from 'kysely';
import { accountOf, type Context } from '#kernel/context.ts';
import type { Handlers } from '#kernel/contract/handlers.ts';
import { on } from '#kernel/ledger/reaction.ts';
import type { Module } from '#kernel/module.ts';
import { organisationSetUp } from '#modules/access';
import { CONFIRMATION, sampleContract } from './contract.ts';
import { ABOUT, askForSample, loadSample, readSample } from './load.ts';
import { removeSample } from './remove.ts';

type Progress = { done: number; total: number | null; words: string; state: 'running' | 'done' | 'failed' };

async function state(c: Context) {
  const sample = await readSample(c);
  const { rows } = await sql<Progress>`select done, total, words, state from jobs.progress
    where about_kind = ${ABOUT.kind} and about_id = ${ABOUT.id}`.execute(c.tx);
  const progress = rows[0];
  const counted = await sql<{ applications: number; people: number }>`
    select count(*)::int applications, count(distinct p.person)::int people
    from programs.applications a join community.people p on p.identity = a.identity
    where a.program = ${sample?.program ?? null}`.execute(c.tx);
  const loading = sample !== null && sample.finishedAt === null;
  return {
    state: !sample
      ? ('none' as const)
      : !loading
        ? ('loaded' as const)
        : progress?.state === 'failed'
          ? ('failed' as const)
          : ('loading' as const),
    endsAt: sample?.endsAt.toString() ?? null,
    program: sample?.program ?? null,
    applications: counted.rows[0]?.applications ?? 0,
    people: counted.rows[0]?.people ?? 0,
    progress: loading && progress ? { done: progress.done, total: progress.total, words: progress.words } : null,
    confirmation: CONFIRMATION,
  };
}

const handlers: Handlers<typeof sampleContract> = {
  state,
  load: async (c) => {
    await askForSample(c, accountOf(c));
    return {};
  },
  remove: async (c) => {
    await removeSample(c);
    return {};
  },
};

/**
 * The sample organisation: one invented company, told as a story through the operations of the house. It stands at the
 * composition root because it knows all rooms.
 */
export const sampleModule: Module = {
  name: 'sample',
  contract: sampleContract,
  handlers,
  permissions: [{ name: 'sample.manage', words: 'Load and remove the sample organisation', roles: [] }],
  reactions: [
    on(organisationSetUp, 'sample.load', async (c, fact) => {
      if (fact.data.sample && !(await readSample(c))) await askForSample(c, fact.data.owner);
    }),
  ],
  jobs: [loadSample],
};
