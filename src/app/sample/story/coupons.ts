import { later } from './calendar.ts';
import type { Step } from './step.ts';

/** What the pool has to hold, worked out from when it will be drawn upon. */
export type Stock = {
  begins: Temporal.Instant;
  /** For so long there is no coupon for the hosted product. */
  shortage: { from: Temporal.Instant; until: Temporal.Instant };
  secondYear: Temporal.Instant;
  ends: Temporal.Instant;
  accepted: { at: Temporal.Instant; hosting: 'saas' | 'self-managed' }[];
};

const SKU = { saas: 'OSS-SAAS-1Y', 'self-managed': 'OSS-SM-1Y' } as const;
/** So many codes of the first batch were printed twice and are taken from the pool. */
const VOID = 2;

/** The first day (in UTC) on which the last batch for self-managed members is worth nothing. */
export const staleFrom = (ends: Temporal.Instant): Temporal.PlainDate =>
  ends.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: 9 });

/** Batches as the team adds them: the first runs out too early, the last for self-managed members gets too old. */
export function couponSteps({ begins, shortage, secondYear, ends, accepted }: Stock): Step[] {
  const before = (hosting: keyof typeof SKU, from: Temporal.Instant | null, until: Temporal.Instant): number =>
    accepted.filter(
      (a) =>
        a.hosting === hosting &&
        (from === null || Temporal.Instant.compare(a.at, from) >= 0) &&
        Temporal.Instant.compare(a.at, until) < 0,
    ).length;
  const tooOld = staleFrom(ends);
  const stale = tooOld.toZonedDateTime('UTC').toInstant();
  return [
    batch(begins, 'saas', 'First year, hosted', before('saas', null, shortage.from) + VOID),
    voidStep(later(begins, 25)),
    batch(later(begins, 3), 'self-managed', 'First year, self-managed', before('self-managed', null, secondYear)),
    batch(shortage.until, 'saas', 'Reorder after the shortage', before('saas', shortage.from, secondYear)),
    batch(secondYear, 'saas', 'Second year, hosted', before('saas', secondYear, ends) + 43),
    batch(
      later(secondYear, 4),
      'self-managed',
      'Second year, self-managed',
      before('self-managed', secondYear, stale) + 6,
      tooOld.toString(),
    ),
  ];
}

/** Codes that tell themselves apart from real ones at first sight. */
const codes = (name: string, count: number): string =>
  Array.from({ length: count }, (_, nr) => {
    let sum = 7;
    for (const letter of `${name} ${nr}`) sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0;
    return `SAMPLE-${String(nr + 1).padStart(3, '0')}-${sum.toString(36).toUpperCase().padStart(7, '0')}`;
  }).join('\n');

const batch = (
  at: Temporal.Instant,
  hosting: keyof typeof SKU,
  name: string,
  count: number,
  expiresOn: string | null = null,
): Step => ({
  at,
  act: async (scene) => {
    const sku = SKU[hosting];
    const csv = codes(`${name} ${hosting}`, Math.max(1, count));
    await scene.as('ines', 'programs.addCoupons', { program: scene.program(), sku, name, csv, expiresOn });
  },
});

const voidStep = (at: Temporal.Instant): Step => ({
  at,
  act: async (scene) => {
    const listed = await scene.as('ines', 'programs.listCoupons', {
      program: scene.program(),
      sku: SKU.saas,
      state: 'free',
    });
    for (const { id } of (listed as { rows: { id: string }[] }).rows.slice(0, VOID))
      await scene.as('ines', 'programs.voidCoupon', { id, words: 'The shop printed this code twice.' });
  },
});
