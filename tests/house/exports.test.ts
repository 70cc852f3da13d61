import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { operationsOf } from '#kernel/contract/router.ts';
import { type BusyProgram, busyProgram } from '#tests/support/busy-program.ts';
import { cellsOf } from '#tests/support/csv.ts';
import { testHouse } from '#tests/support/house.ts';

type Part = { csv: string; rows: number; next: string | null };

const house = await testHouse();
/** Every operation that answers a part of a CSV file. */
const exportsOfHouse = operationsOf(house.house).filter(({ procedure }) => {
  const output = (procedure['~orpc'].outputSchema as z.ZodType | undefined) ?? z.object({});
  const schema = z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' });
  return ['csv', 'rows', 'next'].every((key) => schema.required?.includes(key));
});

let busy: BusyProgram;
let webhook = '';
let preview = '';
let moving = '';
beforeAll(async () => {
  busy = await busyProgram(house);
  const owner = await house.as('owner');
  webhook = (await owner.webhooks.addEndpoint({ address: 'https://example.org/hook' })).id;
  await owner.webhooks.sendTest({ id: webhook });
  // Under the draft nobody from Germany would be approved.
  const { policy, policyVersion } = await owner.programs.getProgram({ program: busy.program });
  await owner.programs.savePolicyDraft({
    ...{ program: busy.program, basedOn: policyVersion, edit: 0 },
    policy: { ...policy, embargo: ['DE'] },
  });
  preview = (await owner.programs.previewPolicy({ program: busy.program })).id;
  await owner.programs.publishPolicy({ program: busy.program, policy, basedOn: policyVersion });
  const move = { program: busy.program, version: policyVersion + 1, reason: 'New rules' };
  moving = (await owner.programs.moveApplications(move)).id;
  await house.work();
});

test('there are those of all lists', () => {
  expect(exportsOfHouse.map(({ name }) => name).toSorted()).toEqual([
    'access.exportAccounts',
    'community.exportOrganisations',
    'mail.exportIncoming',
    'mail.exportMessages',
    'operating.exportJobs',
    'programs.exportApplications',
    'programs.exportCoupons',
    'programs.exportCustomers',
    'programs.exportFigures',
    'programs.exportInvitations',
    'programs.exportMembers',
    'programs.exportMovingRows',
    'programs.exportNominations',
    'programs.exportPolicyPreview',
    'programs.exportReferences',
    'programs.exportSatisfaction',
    'webhooks.exportDeliveries',
  ]);
});

test.each(exportsOfHouse.map((each) => [each.name, each.path] as const))(
  '%s: each line has the cells of the header, which stands in the first part only',
  async (_, [module = '', key = '']) => {
    const { token } = await house.as('owner');
    const ask = async (json: object): Promise<Part> => {
      const answer = await house.request(`/rpc/${module}/${key}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          json: {
            program: busy.program,
            endpoint: webhook,
            id: key === 'exportMovingRows' ? moving : preview,
            ...json,
          },
        }),
      });
      expect(answer.status, await answer.clone().text()).toBe(200);
      return ((await answer.json()) as { json: Part }).json;
    };
    const first = await ask({});
    expect(first.csv.startsWith('\uFEFF')).toBe(true);
    const [head = [], ...lines] = cellsOf(first.csv);
    expect(new Set(head).size).toBe(head.length);
    expect(head.every((name) => /^[a-z_]+$/.test(name))).toBe(true);
    expect(lines).toHaveLength(first.rows);
    for (const line of lines) expect(line).toHaveLength(head.length);
    if (key !== 'exportJobs') expect(first.rows).toBeGreaterThan(0);
    expect(first.next).toBeNull();
  },
);

test('a filter of the list narrows its export, and a part that follows has no header', async () => {
  const owner = await house.as('owner');
  const { program } = busy;
  expect((await owner.programs.exportMembers({ program, state: 'ended' })).rows).toBe(0);
  expect((await owner.programs.exportMembers({ program, text: 'nobody of this name' })).rows).toBe(0);
  expect((await owner.community.exportOrganisations({ text: 'nobody of this name' })).rows).toBe(0);
  expect((await owner.mail.exportMessages({ address: 'nobody@example.org' })).rows).toBe(0);
  expect((await owner.access.exportAccounts({ state: 'disabled' })).rows).toBe(0);
  const { next } = await owner.community.listOrganisations({ limit: 1 });
  expect(next).not.toBeNull();
  const all = await owner.community.exportOrganisations({});
  const rest = await owner.community.exportOrganisations({ after: next ?? '' });
  expect(rest.rows).toBe(all.rows - 1);
  expect(all.csv.endsWith(rest.csv)).toBe(true);
  expect(rest.csv.startsWith('\uFEFF')).toBe(false);
});
