import { expect, test } from 'vitest';
import { testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';
import { faultOf } from '#tests/support/visitor.ts';

const house = await testHouse();
const program = await openProgram(house, { automatic: false, undoMinutes: 30, requirements: requiring(LOCAL_CHECKS) });
const reviewer = await house.as('reviewer', program);
const colleague = await house.as('reviewer', program);
const analyst = await house.as('analyst', program);
const elsewhere = await house.as('reviewer', crypto.randomUUID());
const underKey = (key: string) =>
  house.client({ authorization: `Bearer ${reviewer.token}`, 'idempotency-key': key }).programs;

async function applied(n: string, confirmed = true): Promise<Applied> {
  const a = await apply(house, n);
  if (confirmed) await confirm(house, a);
  await house.work();
  house.clock.advance({ minutes: 1 });
  return a;
}
const ids = (rows: readonly Applied[]) => rows.map(({ id }) => id);
const rules = (rows: readonly { objection: { rule: string } | null }[]) => rows.map((r) => r.objection?.rule ?? null);
const stages = async (rows: readonly Applied[]) =>
  (await Promise.all(ids(rows).map((id) => reviewer.programs.getApplication({ id })))).map(({ stage }) => stage);

test('a preview says of each what would happen or why not, and the act does just that; undo while the time to undo lasts', async () => {
  const [a, b, waiting] = [await applied('a'), await applied('b'), await applied('c', false)];
  const rows = [waiting, b, a];
  const preview = await reviewer.programs.previewAct({ act: 'approve', ids: ids(rows) });
  expect(preview.rows.map(({ id }) => id)).toEqual(ids(rows));
  expect(rules(preview.rows)).toEqual(['application.mail-not-confirmed', null, null]);
  expect(preview.rows[1]).toMatchObject({ outcome: 'Approved, with effect after 30 minutes.', undoMinutes: 30 });
  expect(preview.reasons.map(({ code }) => code)).toContain('licence');

  const done = await reviewer.programs.actOnApplications({ act: 'approve', ids: ids(rows) });
  expect(rules(done.rows)).toEqual(rules(preview.rows));
  expect(done.rows.map((row) => row.done)).toEqual([false, true, true]);
  expect(await stages(rows)).toEqual(['confirming', 'approved', 'approved']);

  const undone = await reviewer.programs.actOnApplications({ act: 'undo', ids: [b.id, waiting.id] });
  expect(rules(undone.rows)).toEqual([null, 'application.not-decided']);
  expect(await stages([b, a])).toEqual(['review', 'approved']);
  house.clock.advance({ minutes: 31 });
  expect(rules((await reviewer.programs.previewAct({ act: 'undo', ids: [a.id] })).rows)).toEqual(['decision.final']);
  expect(rules((await reviewer.programs.actOnApplications({ act: 'undo', ids: [a.id] })).rows)).toEqual([
    'decision.final',
  ]);
});

test('a repeat under the same key asks nobody twice; what failed by our own fault keeps nobody else from it', async () => {
  const [a, broken, c] = [await applied('d'), await applied('e'), await applied('f')];
  await house.rows(`create function programs.break() returns trigger language plpgsql as $$ begin
    if new.application = '${broken.id}' then raise exception 'broken on purpose'; end if; return new; end $$`);
  await house.rows(
    'create trigger break before insert on programs.messages for each row execute function programs.break()',
  );
  const input = { act: 'ask' as const, ids: ids([a, broken, c]), words: 'Which licence?' };
  const first = await underKey('bulk-key-1').actOnApplications(input);
  expect(rules(first.rows)).toEqual([null, 'house.failed', null]);
  // Nothing of the one that failed stayed: not even the question that was written before the message.
  expect(await house.rows(`select 1 from programs.questions where application = '${broken.id}'`)).toEqual([]);
  await house.rows('drop trigger break on programs.messages');

  const second = await underKey('bulk-key-1').actOnApplications(input);
  expect(second.rows.map((row) => row.done)).toEqual([true, true, true]);
  await house.work();
  for (const each of [a, broken, c]) {
    const mails = await house.mailbox(each.address);
    expect(mails.filter(({ template }) => template === 'programs.team-message')).toHaveLength(1);
  }
  expect(await faultOf(underKey('bulk-key-1').actOnApplications({ ...input, ids: [], words: 'x' }))).toMatchObject({
    code: 'INVALID',
  });
  const other = await underKey('bulk-key-1').actOnApplications({ ...input, words: 'Something else?' });
  expect(rules(other.rows)).toEqual(Array(3).fill('idempotency.other-input'));
});

test('claims and assigns, by filters as well; what a colleague has is refused and stays theirs', async () => {
  const [a, b] = [await applied('g'), await applied('h')];
  await colleague.programs.claimApplication({ id: a.id });
  const filters = { program, text: 'project', stage: 'review', assignee: 'nobody' as const };
  const nobodys = await reviewer.programs.previewAct({ act: 'claim', filters });
  expect(nobodys.rows.map(({ id }) => id)).toContain(b.id);
  expect(nobodys.rows.map(({ id }) => id)).not.toContain(a.id);
  expect(rules((await reviewer.programs.previewAct({ act: 'claim', ids: ids([a, b]) })).rows)).toEqual([
    null,
    'application.claimed',
  ]);
  const claimed = await reviewer.programs.actOnApplications({ act: 'claim', ids: ids([a, b]) });
  expect(rules(claimed.rows)).toEqual(['application.claimed', null]);
  const given = await reviewer.programs.previewAct({ act: 'assign', ids: ids([a, b]), account: colleague.accountId });
  expect(given.rows.map(({ outcome }) => outcome)).toEqual([
    'From Test reviewer to Test reviewer.',
    'Stays with Test reviewer.',
  ]);
  await reviewer.programs.actOnApplications({ act: 'assign', ids: ids([a, b]), account: null });
  const after = await Promise.all(ids([a, b]).map((id) => reviewer.programs.getApplication({ id })));
  expect(after.map(({ assignee }) => assignee)).toEqual([null, null]);
});

test('is for those who may, each record by its program; half an input is refused before anything is done', async () => {
  const a = await applied('i');
  expect(await faultOf(analyst.programs.actOnApplications({ act: 'claim', ids: [a.id] }))).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect((await elsewhere.programs.previewAct({ act: 'claim', ids: [a.id] })).rows).toEqual([]);
  expect(rules((await elsewhere.programs.actOnApplications({ act: 'approve', ids: [a.id] })).rows)).toEqual([
    'application.not-found',
  ]);
  for (const [input, field] of [
    [{ act: 'refuse', words: 'No' }, 'reason'],
    [{ act: 'refuse', reason: 'licence' }, 'words'],
    [{ act: 'ask' }, 'words'],
    [{ act: 'assign' }, 'account'],
  ] as const)
    expect(await faultOf(reviewer.programs.actOnApplications({ ids: [a.id], ...input }))).toMatchObject({
      fields: [field],
    });
  const wrong = await reviewer.programs.actOnApplications({ act: 'refuse', ids: [a.id], reason: 'x', words: 'No' });
  expect(rules(wrong.rows)).toEqual(['application.invalid']);
  expect(await stages([a])).toEqual(['review']);
});
