import { describe, expect, test } from 'vitest';
import type { Run } from '#kernel/jobs/job.ts';
import { progressIn } from '#kernel/jobs/progress.ts';
import { cellsOf } from '#tests/support/csv.ts';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { holdAgainstPast } from './preview-policy.ts';

const house = await testHouse();
const program = await openProgram(house, { automatic: true, undoMinutes: 0, requirements: requiring(LOCAL_CHECKS) });
const manager = await house.as('manager');

const byCountry: Record<string, string> = {};
for (const [n, country] of ['DE', 'FR', 'DE'].entries()) {
  const applied = await apply(house, `past-${n}`, { country });
  byCountry[applied.number] = country;
  await confirm(house, applied);
}
await house.work();
const refused = await apply(house, 'refused', { country: 'FR', project: 'Project past-1' });
await confirm(house, refused);
await house.work();
await manager.programs.refuseApplication({ id: refused.id, reason: 'other', words: 'No.' });
await house.work();

const { policy, policyVersion } = await manager.programs.getProgram({ program });
const draftOf = async (change: object) => {
  const { edit } = await manager.programs.policyDraft({ program });
  await manager.programs.savePolicyDraft({ program, policy: { ...policy, ...change }, basedOn: policyVersion, edit });
};
const previewed = async (change: object) => {
  await draftOf(change);
  const { id } = await manager.programs.previewPolicy({ program });
  await house.work();
  return id;
};

describe('a draft against past applications', () => {
  test('the same rules: everything is looked at, nothing differs', async () => {
    const id = await previewed({});
    const preview = await manager.programs.policyPreview({ id });
    expect(preview).toMatchObject({
      looked: 4,
      of: 4,
      version: null,
      totals: { ruleApproved: 3, refused: 1, differ: 0 },
    });
    expect(preview.finishedAt).not.toBeNull();
    expect((await manager.programs.listPolicyPreviewRows({ id })).rows).toEqual([]);
  });

  test('another country: who would come out differently and why, by filter, paged, as CSV', async () => {
    const id = await previewed({ embargo: ['DE'], promiseDays: policy.promiseDays });
    expect((await manager.programs.policyPreview({ id })).totals).toMatchObject({
      failsAfter: 2,
      against: 2,
      differ: 2,
    });
    const first = await manager.programs.listPolicyPreviewRows({ id, change: 'fails', limit: 1 });
    expect(first.total).toBe(2);
    const second = await manager.programs.listPolicyPreviewRows({
      id,
      change: 'fails',
      limit: 1,
      after: first.next as string,
    });
    const rows = [...first.rows, ...second.rows];
    expect(second.next).toBeNull();
    for (const row of rows) {
      expect(byCountry[row.number]).toBe('DE');
      expect(row).toMatchObject({
        made: 'rule-approved',
        before: 'approves',
        after: 'fails',
        because: ['“Country may be served” would not be met: The country may not take part.'],
      });
    }
    expect((await manager.programs.listPolicyPreviewRows({ id, made: 'refused' })).rows).toEqual([]);
    const { csv } = await manager.programs.exportPolicyPreview({ id, change: 'against' });
    expect(
      cellsOf(csv)
        .slice(1)
        .map((cells) => cells.at(-1)),
    ).toEqual(['check:country-allowed:failed', 'check:country-allowed:failed']);
    await expect((await house.as('reviewer')).programs.policyPreview({ id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('cut off at any place and begun again, it comes to the same', async () => {
    const id = await previewed({ embargo: ['DE', 'FR'], promiseDays: 1 });
    const whole = await manager.programs.policyPreview({ id });
    const rows = await manager.programs.listPolicyPreviewRows({ id });
    await house.rows(
      `update programs.policy_previews set looked = 0, totals = '{}', reached = null, reached_at = null, finished_at = null where id = '${id}'`,
    );
    await house.rows(`delete from programs.policy_preview_rows where preview = '${id}'`);
    for (let left = 1; left < 6; left++) {
      let transactions = 0;
      const run = {
        house: house.house,
        signal: { throwIfAborted: () => {} },
        progress: progressIn(house.house.database.kysely),
        transact: (_: string, act: Parameters<typeof house.transact>[0]) => {
          if (transactions++ === 1) throw new Error('cut off');
          return house.transact(act);
        },
      } as unknown as Run;
      await holdAgainstPast(run, id, 1).catch((error: Error) => expect(error.message).toBe('cut off'));
    }
    const again = await manager.programs.policyPreview({ id });
    expect({ ...again, finishedAt: null }).toEqual({ ...whole, finishedAt: null });
    expect(again.finishedAt).not.toBeNull();
    expect(await manager.programs.listPolicyPreviewRows({ id })).toEqual(rows);
  });

  test('a draft with faults is not held against anything; results are thrown away after two weeks', async () => {
    await draftOf({ promiseDays: 0 });
    await expect(manager.programs.previewPolicy({ program })).rejects.toMatchObject({
      data: { fields: [{ field: 'policy.promiseDays' }] },
    });
    expect((await manager.programs.listPolicyPreviews({ program })).previews).toHaveLength(3);
    house.clock.advance({ hours: 24 * 15 });
    await house.work();
    const { forgetPreviews } = await import('./preview-policy.ts');
    await house.transact(forgetPreviews);
    expect((await manager.programs.listPolicyPreviews({ program })).previews).toEqual([]);
  });
});
