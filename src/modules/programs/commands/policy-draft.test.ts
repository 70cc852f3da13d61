import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { apply, confirm, openProgram } from '#tests/support/program.ts';

const house = await testHouse();
const program = await openProgram(house);
const paula = await house.as('program-manager');
const max = await house.as('manager');
const refusal = (rule: string) => ({ data: expect.objectContaining({ rule }) });

test('a draft is saved as it is written, with its faults; two editors do not overwrite one another', async () => {
  const begun = await paula.programs.policyDraft({ program });
  expect(begun).toMatchObject({ edit: 0, basedOn: 1, savedAt: null, faults: [] });
  expect(begun.policy).toEqual(begun.inForce.policy);
  const half = { ...begun.policy, promiseDays: null, summary: ' ' };
  const saved = await paula.programs.savePolicyDraft({ program, policy: half, basedOn: 1, edit: 0 });
  expect(saved.faults).toEqual([
    { field: 'summary', message: 'Write something here.' },
    { field: 'promiseDays', message: 'Write a number.' },
  ]);
  await expect(max.programs.savePolicyDraft({ program, policy: half, basedOn: 1, edit: 0 })).rejects.toMatchObject(
    refusal('policy.draft-changed'),
  );
  const seen = await max.programs.policyDraft({ program });
  expect(seen).toMatchObject({ edit: 1, policy: half, savedBy: expect.any(String) });
  await max.programs.savePolicyDraft({ program, policy: { ...half, promiseDays: 7 }, basedOn: 1, edit: 1 });
  await expect(paula.programs.discardPolicyDraft({ program, edit: 1 })).rejects.toMatchObject(
    refusal('policy.draft-changed'),
  );
  await paula.programs.discardPolicyDraft({ program, edit: 2 });
  expect((await max.programs.policyDraft({ program })).edit).toBe(0);
});

test('a draft that was saved before a part came is whole again', async () => {
  const { policy } = await paula.programs.policyDraft({ program });
  const { review: _review, renewal: _renewal, ...old } = policy;
  await paula.programs.savePolicyDraft({ program, policy: old, basedOn: 1, edit: 0 });
  const seen = await paula.programs.policyDraft({ program });
  expect(seen.policy).toMatchObject({ review: { assignment: 'manual', checklist: [] }, renewal: { mode: 'fresh' } });
  expect(seen.faults).toEqual([]);
  await paula.programs.discardPolicyDraft({ program, edit: 1 });
});

test('faults that only the whole shows: conditions about unknown fields, words of mails that cannot be rendered', async () => {
  const { policy } = await paula.programs.getProgram({ program });
  const wrong = {
    ...policy,
    form: { ...policy.form, fields: [{ name: 'a', kind: 'text', label: 'A', when: [{ field: 'b', atLeast: 1 }] }] },
    mails: [{ mail: 'approved', language: 'en', subject: '{{ nobody }}', words: '' }],
  };
  const { faults } = await paula.programs.savePolicyDraft({ program, policy: wrong, basedOn: 1, edit: 0 });
  expect(faults.map(({ field }) => field)).toEqual(['form.fields.0.when.0.field', 'mails.0.subject']);
  await expect(paula.programs.publishPolicy({ program, policy: wrong as never, basedOn: 1 })).rejects.toMatchObject({
    data: { fields: faults.map(({ field, message }) => ({ field: `policy.${field}`, message })) },
  });
});

test('publishing ends the draft that was published, and no other; versions tell what they changed; an older one is taken up again', async () => {
  const { policy, edit } = await paula.programs.policyDraft({ program });
  const good = { ...(policy as never as Awaited<ReturnType<typeof paula.programs.getProgram>>['policy']), mails: [] };
  const next = { ...good, promiseDays: 9, form: { ...good.form, fields: [] } };
  const saved = await paula.programs.savePolicyDraft({ program, policy: next, basedOn: 1, edit });
  await expect(max.programs.publishPolicy({ program, policy: next, basedOn: 1, draft: edit })).rejects.toMatchObject(
    refusal('policy.draft-changed'),
  );
  expect(await paula.programs.publishPolicy({ program, policy: next, basedOn: 1, draft: saved.edit })).toEqual({
    version: 2,
  });
  expect((await paula.programs.policyDraft({ program })).edit).toBe(0);
  const { rows } = await paula.programs.listPolicyVersions({ program });
  expect(rows).toMatchObject([
    { version: 2, changes: [{ name: 'Promise', before: '5 business days', after: '9 business days' }] },
    { version: 1, changes: [] },
  ]);
  expect(await paula.programs.getPolicyVersion({ program, version: 1, against: 2 })).toMatchObject({
    version: 1,
    policy: { promiseDays: 5 },
    against: { version: 2, changes: [{ before: '9 business days', after: '5 business days' }] },
  });
  const { edit: taken } = await paula.programs.restorePolicyVersion({ program, version: 1, edit: 0 });
  expect(await paula.programs.policyDraft({ program })).toMatchObject({
    edit: taken,
    basedOn: 2,
    policy: { promiseDays: 5 },
  });
});

test('whom a new version concerns', async () => {
  await confirm(house, await apply(house, 'affected'));
  await house.stranger.programs.saveDraft({ program: 'open-source', answers: { project: 'Half' } });
  expect(await paula.programs.policyAffects({ program })).toEqual({ undecided: 1, drafts: 1, members: 0 });
});
