import { z } from 'zod';
import { command, id, instant, nothing, query } from '#kernel/contract/operation.ts';
import { page, pageOf } from '#kernel/contract/paging.ts';
import { csvPart } from '#kernel/csv.ts';

const csv = z.string().min(1).max(8_000_000);
const counts = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  refused: z.array(z.object({ line: z.number().int(), why: z.string() })),
  refusedTotal: z.number().int(),
  /** The refused rows as they came, with the reason as the last column; empty where there are none. */
  refusedCsv: z.string(),
});
const text = z.string().trim().max(200).optional();

/** The list of paying customers, for the check that somebody is none. */
export const customersContract = {
  previewCustomers: query({
    method: 'POST',
    path: '/programs/customers/preview',
    permission: 'customers.manage',
    summary: 'What bringing a list of paying customers would change, with the rows it would refuse',
    input: z.object({ csv }),
    output: counts,
  }),
  bringCustomers: command({
    path: '/programs/customers',
    permission: 'customers.manage',
    summary: 'Bring a list of paying customers: new ones are added, known numbers brought up to date',
    description:
      'CSV with a header: number and name, and if known domains (several with spaces between) and last_paid_on (2026-03-31). Rows that cannot be read are refused with the reason; all others are taken.',
    input: z.object({ csv }),
    output: counts,
  }),
  listCustomers: query({
    path: '/programs/customers',
    permission: 'customers.manage',
    summary: 'Paying customers by name, found by name, number or domain',
    input: page.extend({ text }),
    output: pageOf(
      z.object({
        id,
        number: z.string(),
        name: z.string(),
        domains: z.array(z.string()),
        lastPaidOn: z.iso.date().nullable(),
        broughtAt: instant,
      }),
    ),
  }),
  exportCustomers: query({
    path: '/programs/customers/export',
    permission: 'customers.manage',
    summary: 'The list of paying customers as CSV, as it can be brought again; at most 50,000 rows a part',
    input: z.object({ text, after: z.string().max(500).optional() }),
    output: csvPart,
  }),
  removeCustomers: command({
    path: '/programs/customers/remove',
    permission: 'customers.manage',
    summary: 'Take customers off the list',
    input: z.object({ ids: z.array(id).min(1).max(200) }),
    output: nothing,
  }),
};
