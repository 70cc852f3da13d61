import { z } from 'zod';
import { command, givenDay, givenInstant, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { csvPart } from '#kernel/csv.ts';
import { MOST_SEATS } from '../policy/benefit.ts';
import { policy } from '../policy.ts';
import { homeParts } from './home.ts';
import { programRef, words } from './shapes.ts';

const ofProgram = { kind: 'program', field: 'program' } as const;
const sku = z.string().trim().min(1).max(100);

const couponFilters = z.object({
  program: id,
  sku: sku.optional(),
  state: z.enum(['free', 'issued', 'void', 'expired']).optional(),
  text: z.string().trim().max(200).optional(),
});

export const programContract = {
  listPrograms: query({
    path: '/programs',
    permission: 'applications.read',
    scope: 'filtered',
    summary: 'The programs the viewer may see, with what waits in each',
    input: nothing,
    output: z.object({
      programs: z.array(
        programRef.extend({
          /** That of the sample organisation: everything in it is invented. */
          sample: z.boolean(),
          prefix: z.string(),
          open: z.boolean(),
          /** Has it ever taken applications? Before, it is being prepared. */
          begun: z.boolean(),
          policyVersion: z.number().int(),
          waitingForUs: z.number().int(),
          late: z.number().int(),
          members: z.number().int(),
          couponsLeft: z.number().int(),
        }),
      ),
    }),
  }),
  getProgram: query({
    path: '/programs/{program}',
    permission: 'applications.read',
    scope: ofProgram,
    summary: 'A program with its policy in force and its coupon stock',
    input: z.object({ program: id }),
    output: programRef.extend({
      prefix: z.string(),
      open: z.boolean(),
      begun: z.boolean(),
      policy,
      policyVersion: z.number().int(),
      publishedAt: instant,
      /** The business calendar that the program names; null: the default one. */
      calendar: id.nullable(),
      stock: z.array(
        z.object({
          sku: z.string(),
          left: z.number().int(),
          issued: z.number().int(),
          wanted: z.number().int(),
          /** Fewer free codes than this, and people hear of it; 0: only when none is left. */
          fewest: z.number().int(),
        }),
      ),
    }),
  }),
  programHome: query({
    path: '/programs/{program}/home',
    permission: 'applications.read',
    scope: ofProgram,
    summary: 'The program home: its figures for a period, what needs somebody, and what happened last',
    input: z.object({ program: id, from: givenInstant.optional(), to: givenInstant.optional() }),
    output: z.object({
      program: programRef,
      ...homeParts,
    }),
  }),
  openProgram: command({
    path: '/programs/{program}/open',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Take applications',
    input: z.object({ program: id }),
    output: nothing,
  }),
  closeProgram: command({
    path: '/programs/{program}/close',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Take no more applications; running ones go on',
    input: z.object({ program: id }),
    output: nothing,
  }),
  chooseCalendar: command({
    method: 'PUT',
    path: '/programs/{program}/calendar',
    permission: 'programs.manage',
    scope: ofProgram,
    summary: 'Count the promises of a program by a business calendar; null: by the default one',
    input: z.object({ program: id, calendar: id.nullable() }),
    output: nothing,
  }),
  addCoupons: command({
    path: '/programs/{program}/coupons',
    permission: 'coupons.manage',
    scope: ofProgram,
    summary: 'Add a batch of codes: a CSV of one column without a header',
    description:
      'All or nothing per code: codes that are in the register already, in any program, and lines that are not one code are listed and left out.',
    input: z.object({
      program: id,
      sku,
      name: words(120),
      csv: z.string().min(1).max(8_000_000),
      expiresOn: givenDay.nullable().default(null),
    }),
    output: z.object({
      batch: id.nullable(),
      added: z.number().int(),
      leftOut: z.array(z.object({ line: z.number().int(), why: z.string() })),
      leftOutTotal: z.number().int(),
    }),
  }),
  listCoupons: query({
    path: '/programs/{program}/coupons',
    permission: 'coupons.manage',
    scope: ofProgram,
    summary: 'The register: every code, whom it went to and when',
    input: page.extend(couponFilters.shape),
    output: pageOf(
      z.object({
        id,
        /** The last four characters; the whole code only in the export. */
        ending: z.string(),
        sku: z.string(),
        batch: z.string(),
        addedAt: instant,
        state: z.enum(['free', 'issued', 'void', 'expired']),
        issued: z
          .object({
            application: id.nullable(),
            number: z.string().nullable(),
            project: z.string(),
            at: instant,
            mailState: z.string(),
          })
          .nullable(),
        voidWords: z.string().nullable(),
      }),
    ),
  }),
  exportCoupons: command({
    path: '/programs/{program}/coupons/export',
    permission: 'coupons.manage',
    scope: ofProgram,
    secret: true,
    summary: 'The filtered register as CSV with whole codes, at most 50,000 a part; `next` continues',
    description: 'A command, because it reveals codes that are worth money: the ledger keeps who took how many.',
    input: couponFilters.extend({ after: z.string().max(500).optional() }),
    output: csvPart,
  }),
  setCouponThreshold: command({
    method: 'PUT',
    path: '/programs/{program}/coupons/threshold',
    permission: 'coupons.manage',
    scope: ofProgram,
    summary: 'Say below how many free codes of a SKU people are told that it runs low',
    input: z.object({ program: id, sku, fewest: z.number().int().min(0).max(1_000_000) }),
    output: nothing,
  }),
  voidCoupon: command({
    path: '/programs/coupons/{id}/void',
    permission: 'coupons.manage',
    scope: { kind: 'coupon', field: 'id' },
    summary: 'Take a code that has not gone out from the pool, with the reason',
    input: z.object({ id, words: words(500) }),
    output: nothing,
  }),
  bookingWebhook: command({
    path: '/programs/{program}/bookings',
    permission: 'bookings.confirm',
    scope: ofProgram,
    summary:
      'For the shop: a coupon was redeemed, or what was asked for is provisioned. The same reference again changes nothing',
    input: z.object({
      program: id,
      /** What was redeemed; or else the entitlement that a request to provision named. */
      code: z.string().trim().min(1).max(200).optional(),
      entitlement: id.optional(),
      reference: words(200),
      seats: z.number().int().positive().max(MOST_SEATS).optional(),
    }),
    output: z.object({ membership: id, startsAt: instant, endsAt: instant }),
  }),
};
