import type { Run } from '#kernel/jobs/job.ts';
import type { Policy } from '../../src/modules/programs/policy.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';
import type { TestClient, TestHouse } from './house.ts';
import { type Applied, apply, confirm, formOf, LOCAL_CHECKS, requiring } from './program.ts';

/** A policy that can be worked through without a forge: two hostings, renewal with reminders, contacts, duties, levels. */
export const memberPolicy = (change: Partial<Policy> = {}): Partial<Policy> => ({
  automatic: false,
  undoMinutes: 0,
  requirements: requiring(LOCAL_CHECKS),
  renewal: { mode: 'fresh', opensDays: 60, graceDays: 30, reminders: [60, 7, -7] },
  membership: {
    ...openSourcePreset.policy.membership,
    contacts: [
      { role: 'primary', label: 'First contact', required: true },
      { role: 'press', label: 'Press', required: false },
    ],
    duties: [{ code: 'case-study', words: 'Publish a case study', everyMonths: null }],
    levels: [
      { code: 'hero', label: 'Hero', words: '', tier: null },
      { code: 'superhero', label: 'Superhero', words: '', tier: null },
    ],
    secondSubscription: true,
  },
  ...change,
});

/** A job's run in a test: its transactions are the house's. */
export const runIn = (house: TestHouse): Run =>
  ({
    signal: new AbortController().signal,
    house: house.house,
    transact: (_: string, act: Parameters<typeof house.transact>[0]) => house.transact(act),
  }) as unknown as Run;

/** Approves a confirmed application and accepts the agreement; what follows is worked off. */
export async function admit(house: TestHouse, by: TestClient, applied: Applied, key: string): Promise<void> {
  await house.work();
  await by.programs.approveApplication({ id: applied.id });
  house.clock.advance({ seconds: 1 });
  await house.work();
  const { agreement } = await house.stranger.programs.application({ key });
  await house.stranger.programs.acceptAgreement({ key, version: agreement?.version as string, signedName: 'Ada' });
  await house.work();
}

export type MadeMember = Applied & { key: string; membership: string; entitlement: string };

/** Somebody who applied and was approved; `books`: under which reference the coupon was redeemed, so that the term runs. */
export async function makeMember(
  house: TestHouse,
  by: TestClient,
  n: string,
  { books, ...change }: { books?: string } & Record<string, unknown> = {},
): Promise<MadeMember> {
  const applied = await apply(house, n, change);
  const key = await confirm(house, applied);
  await admit(house, by, applied, key);
  const [row] = await house.rows<{ membership: string; entitlement: string }>(
    `select t.membership, e.id entitlement from programs.terms t join programs.entitlements e on e.term = t.id where t.application = '${applied.id}'`,
  );
  if (books) await by.programs.confirmBooking({ id: applied.id, reference: books });
  await house.work();
  return { ...applied, key, ...(row as { membership: string; entitlement: string }) };
}

/** Sends a renewal from its prefilled draft, signed anew; `kept`: the answers of a draft that is gone by now. */
export async function renew(
  { stranger }: TestHouse,
  draft: string,
  change: Record<string, unknown> = {},
  kept?: Record<string, unknown>,
) {
  const answers: Record<string, unknown> = kept ?? (await stranger.programs.draft({ key: draft })).answers;
  const textOf = (name: string) => String(answers[name] ?? '');
  return stranger.programs.submitApplication({
    ...formOf('x'),
    ...{ project: textOf('project'), country: textOf('country'), namespaceUrl: textOf('namespaceUrl') },
    ...{ hosting: textOf('hosting') as 'saas', purpose: textOf('purpose') },
    ...{ address: textOf('address'), applicantName: textOf('applicantName') },
    ...{ repositories: [], draft, ...change },
  });
}

let serial = 0;
/** So many codes of a SKU that nobody used before. */
export const stock = (by: TestClient, program: string, sku: string, count: number) =>
  by.programs.addCoupons({
    ...{ program, sku, name: `${sku} ${++serial}` },
    csv: Array.from({ length: count }, (_, n) => `${sku}-${serial}-${String(n).padStart(5, '0')}`).join('\n'),
  });
