import { sql } from 'kysely';
import type { Run } from '#kernel/jobs/job.ts';
import { type CheckName, carryOutChecks, type Outcome } from '#modules/programs';
import type { Book } from './scene.ts';
import type { Told, ToldChecks } from './story/step.ts';

type Payload = { application: string; checks: string[] };

/** Carries checks out in the past: those that look into the house look, those that would ask a forge are told. */
export async function tellChecks(
  run: Run,
  { application, checks }: Payload,
  book: Book,
  told: ReadonlyMap<string, ToldChecks>,
): Promise<void> {
  const name = [...book.ids].find(([key, id]) => id === application && key.startsWith('application '))?.[0];
  const fate = name === undefined ? undefined : told.get(name.slice('application '.length));
  const { rows } = await sql<{ url: string; proofs: number }>`
    select a.namespace_url url,
      (select count(*)::int from programs.checks k where k.application = a.id and k.name = 'control-proved' and k.finished_at is not null) proofs
    from programs.applications a where a.id = ${application}`.execute(run.house.database.kysely);
  const row = rows[0];
  if (!row || !fate) throw new Error(`the story does not know the application ${application}`);
  await carryOutChecks(run, { application, checks }, (check) => {
    const state = stateOf(fate, check, row.proofs);
    return state === null ? null : outcome(check, state, row.url, run.house.clock.now());
  });
}

function stateOf(fate: ToldChecks, check: CheckName, proofs: number): Told | null {
  if (check === 'control-proved') return fate[check][proofs] ?? 'passed';
  return check === 'repositories-public' || check === 'osi-licences' ? fate[check] : null;
}

const FINDING = { passed: 'good', failed: 'bad', unsure: 'unclear', waiting: 'unclear' } as const;

const WORDS: Record<'control-proved' | 'repositories-public' | 'osi-licences', Record<Told, string>> = {
  'control-proved': {
    passed: 'The token is in place.',
    failed: 'The token is in a place that everybody can write to.',
    unsure: 'The token stands in a fork of the repository.',
    waiting: 'The token was not found yet.',
  },
  'repositories-public': {
    passed: 'Everybody can read every repository.',
    failed: 'One repository of the namespace cannot be read without signing in.',
    unsure: 'The list of repositories could not be read to its end.',
    waiting: 'The forge asked us to come back later.',
  },
  'osi-licences': {
    passed: 'Every repository is under a licence approved by the OSI.',
    failed: 'The licence forbids commercial use, so the OSI has not approved it.',
    unsure: 'A file under docs/ has a licence text that we do not know; a person has to look.',
    waiting:
      'The project is moving this repository to another forge. Run the check again once they say that it is there.',
  },
};
const LICENCES = ['MIT', 'Apache-2.0', 'GPL-3.0-or-later', 'MPL-2.0', 'BSD-3-Clause', 'EUPL-1.2', 'AGPL-3.0-only'];

function outcome(check: CheckName, state: Told, url: string, at: Temporal.Instant): Outcome {
  const words = WORDS[check as keyof typeof WORDS][state];
  const licence = LICENCES[url.length % LICENCES.length] as string;
  return {
    state,
    words,
    evidence: [
      {
        subject: url,
        finding: FINDING[state],
        words: check === 'osi-licences' && state === 'passed' ? `LICENSE is ${licence}, word for word.` : words,
        source: 'The story of the sample organisation',
        at: at.toString(),
        href: null,
      },
    ],
  };
}
