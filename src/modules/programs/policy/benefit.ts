import { z } from 'zod';
import { type Answers, allHold, condition } from './condition.ts';
import { code, unique, words } from './words.ts';

/** More than any membership has; the database counts seats as an integer. */
export const MOST_SEATS = 1_000_000;

export const HOSTINGS = ['saas', 'self-managed'] as const;
export type Hosting = (typeof HOSTINGS)[number];

/** How a member gets it: a coupon for the shop, a signed request to the shop's own system, by hand (a quote), or nothing to deliver. */
export const DELIVERIES = ['coupon', 'webhook', 'hand', 'none'] as const;
export type Delivery = (typeof DELIVERIES)[number];

const sku = z.string().trim().min(1).max(100);
const seats = z.number().int().positive().max(MOST_SEATS).nullable();
const termMonths = z.number().int().min(1).max(120);
/** How much of the price the member pays, in percent; 0: it is free. */
const priceShare = z.number().int().min(0).max(100);

/** One of several levels of a benefit: what is not said is as in the benefit itself. */
const tier = z.strictObject({
  code,
  label: words,
  words: z.string().trim().max(20_000).default(''),
  /** The rule takes the first tier of which all of these hold; a person may choose another one. */
  when: z.array(condition).max(10).default([]),
  skus: z.partialRecord(z.enum(HOSTINGS), sku).optional(),
  seats: seats.optional(),
  termMonths: termMonths.optional(),
  priceShare: priceShare.optional(),
});

export const benefit = z.strictObject({
  words,
  /** By hosting: which SKU the member gets. One hosting: nobody is asked. None: there is nothing to deliver. */
  skus: z.partialRecord(z.enum(HOSTINGS), sku),
  /** At most so many; null: as many as they need. */
  seats,
  termMonths,
  priceShare: priceShare.default(0),
  delivery: z.enum(DELIVERIES).default('coupon'),
  /** Where a coupon is redeemed; the code is appended by the template. */
  checkoutUrl: z
    .url({ protocol: /^https?$/, error: 'Give the address of a web page, beginning with https://.' })
    .max(2000),
  tiers: z.array(tier).max(20).refine(unique('code'), 'Two tiers have the same code.').default([]),
});
export type Benefit = z.output<typeof benefit>;

/** What one member gets. `tier`: null where the program has none. */
export type Offer = {
  tier: string | null;
  words: string;
  sku: string | null;
  seats: number | null;
  termMonths: number;
  priceShare: number;
  delivery: Delivery;
  checkoutUrl: string;
};

/** The tier that the rule would take; null: there are none, or none fits. */
export const tierFor = (benefit: Benefit, answers: Answers): string | null =>
  benefit.tiers.find(({ when }) => allHold(when, answers))?.code ?? null;

/** What somebody gets with this hosting in this tier; a tier that is not there counts as none. */
export function offerOf(benefit: Benefit, hosting: Hosting | null, tierCode: string | null): Offer {
  const tier = benefit.tiers.find(({ code }) => code === tierCode);
  const skus = tier?.skus ?? benefit.skus;
  const sku = (hosting && skus[hosting]) ?? null;
  return {
    tier: tier?.code ?? null,
    words: tier?.words || benefit.words,
    sku,
    seats: tier?.seats === undefined ? benefit.seats : tier.seats,
    termMonths: tier?.termMonths ?? benefit.termMonths,
    priceShare: tier?.priceShare ?? benefit.priceShare,
    delivery: sku === null ? 'none' : benefit.delivery,
    checkoutUrl: benefit.checkoutUrl,
  };
}

/** The hostings among which the form asks; at most one: it does not ask. */
export const hostingsOf = (benefit: Benefit): Hosting[] => HOSTINGS.filter((h) => benefit.skus[h] !== undefined);

/** Every SKU that the program can hand out. */
export const skusOf = (benefit: Benefit): string[] => [
  ...new Set([benefit.skus, ...benefit.tiers.map(({ skus }) => skus ?? {})].flatMap((skus) => Object.values(skus))),
];
