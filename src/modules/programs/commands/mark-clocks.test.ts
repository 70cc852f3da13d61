import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Run } from '#kernel/jobs/job.ts';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { markClocks } from './mark-clocks.ts';

// Tuesday 10 March 2026, 10:00 in Berlin; the promise is 5 business days.
const house = await testHouse();
await openProgram(house, { automatic: false, requirements: requiring(LOCAL_CHECKS) });
const manager = await house.as('manager');
const run = {
  signal: new AbortController().signal,
  transact: (_: string, act: Parameters<typeof house.transact>[0]) => house.transact(act),
} as Run;
type Told = { about: string; kind: string; due: string };
const told = () =>
  house.rows<Told>(`select about_id about, kind, data->>'dueAt' due from ledger.facts
    where kind in ('application.at-risk', 'application.late') order by id`);
const clockOf = async (id: string) => (await manager.programs.getApplication({ id })).clock;

test('at risk, then late, each told once however often and however many look; the assignee and who runs the program hear of it', async () => {
  const [reviewer, other] = [await house.as('reviewer'), await house.as('reviewer')];
  const a = await apply(house, 'once');
  await confirm(house, a);
  await house.work();
  await manager.programs.assignApplication({ id: a.id, account: reviewer.accountId });
  await markClocks(run);
  expect(await told()).toEqual([]);
  house.clock.set('2026-03-17T15:00:00Z');
  await Promise.all([markClocks(run), markClocks(run), markClocks(run)]);
  await markClocks(run);
  const due = '2026-03-17T16:00:00Z';
  expect(await told()).toEqual([{ about: a.id, kind: 'application.at-risk', due }]);
  house.clock.set(due);
  await markClocks(run);
  expect(await told()).toHaveLength(1);
  house.clock.advance({ seconds: 1 });
  await Promise.all([markClocks(run), markClocks(run)]);
  expect((await told()).map(({ kind }) => kind)).toEqual(['application.at-risk', 'application.late']);
  await house.work();
  const heard = async (who: typeof reviewer) => (await who.work.notifications({})).rows.map(({ words }) => words);
  for (const who of [reviewer, manager])
    expect(await heard(who)).toEqual(expect.arrayContaining(['It is soon due', 'It is late']));
  expect(await heard(other)).not.toContain('It is late');
});

test('what is found late at once is only late; what is paused or decided is neither', async () => {
  const ids: Record<string, string> = {};
  for (const n of ['asked', 'decided', 'missed']) {
    const a = await apply(house, n);
    ids[n] = a.id;
    await confirm(house, a);
  }
  await house.work();
  await manager.programs.askApplicant({ id: ids.asked as string, words: 'Which one?' });
  await manager.programs.approveApplication({ id: ids.decided as string });
  house.clock.advance({ hours: 24 * 30 });
  const before = (await told()).length;
  await markClocks(run);
  expect((await told()).slice(before)).toEqual([
    { about: ids.missed, kind: 'application.late', due: expect.any(String) },
  ]);
});

type Act = { act: 'wait'; hours: number } | { act: 'ask' | 'answer' | 'decide' | 'undo' | 'look' };
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 60 }) }) },
    { weight: 5, arbitrary: fc.constantFrom('ask', 'answer', 'decide', 'undo', 'look').map((act) => ({ act }) as Act) },
  ),
  { minLength: 4, maxLength: 14 },
);

test('in any order of waiting, asking, answering, deciding and undoing: what the clock shows is told, once for each due time, and nothing else', async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(acts, async (steps) => {
      n += 1;
      const a = await apply(house, `any-${n}`);
      const key = await confirm(house, a);
      await house.work();
      const own = async () => (await told()).filter(({ about }) => about === a.id);
      for (const step of steps) {
        const id = a.id;
        // What the rules refuse in this state changes nothing.
        const refused = () => undefined;
        if (step.act === 'wait') house.clock.advance({ hours: step.hours });
        if (step.act === 'ask') await manager.programs.askApplicant({ id, words: 'Which one?' }).catch(refused);
        if (step.act === 'answer')
          await house.stranger.programs.answerQuestion({ key, body: 'This one.' }).catch(refused);
        if (step.act === 'decide') await manager.programs.approveApplication({ id }).catch(refused);
        if (step.act === 'undo') await manager.programs.undoDecision({ id }).catch(refused);
        const before = await own();
        await markClocks(run);
        const after = await own();
        const clock = await clockOf(id);
        const now = clock.state === 'running' ? clock.health : 'in-time';
        const kind = `application.${now}`;
        if (now === 'in-time') {
          if (clock.state !== 'paused' || clock.health !== 'late') expect(after).toEqual(before);
        } else {
          expect(after.filter((fact) => fact.kind === kind && fact.due === clock.dueAt)).toHaveLength(1);
          expect(after.slice(before.length).every((fact) => fact.kind === kind && fact.due === clock.dueAt)).toBe(true);
        }
        expect(new Set(after.map(({ kind, due }) => `${kind} ${due}`)).size).toBe(after.length);
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);
