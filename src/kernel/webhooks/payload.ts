import { z } from 'zod';
import { accountOf, type Context } from '../context.ts';
import type { Fact, FactDefinition } from '../ledger/fact.ts';
import type { Module } from '../module.ts';

/** The kind of the delivery that "Send a test" makes. */
export const TEST_KIND = 'webhook.test';

const actor = z.object({
  kind: z.enum(['stranger', 'account', 'applicant', 'system']),
  /** Of an account or an application; of the system, the name of what acted. */
  id: z.string().nullable(),
});

/** The body of one request: Standard Webhooks' envelope around what the fact says. Ids only, never personal values. */
const envelopeOf = (kind: string, fact: z.ZodType) =>
  z.object({
    type: z.literal(kind),
    /** When it happened; when it is sent stands in the header. */
    timestamp: z.iso.datetime(),
    data: z.object({
      /** The fact's own id, which is the webhook-id as well. */
      id: z.uuid(),
      about: z.object({ kind: z.string(), id: z.uuid(), href: z.url().nullable() }),
      program: z.uuid().nullable(),
      actor,
      fact,
    }),
  });

/** The JSON Schema (2020-12) of what is sent for a kind of fact. */
export const payloadSchema = (definition: Pick<FactDefinition, 'kind' | 'data'>): Record<string, unknown> =>
  z.toJSONSchema(envelopeOf(definition.kind, definition.data), { io: 'output', unrepresentable: 'any' });

/** All that webhooks can tell, in the order of their names, with the room each belongs to. */
export function kindsOf(modules: readonly Pick<Module, 'name' | 'facts'>[]) {
  return modules
    .flatMap((module) => (module.facts ?? []).map((fact) => ({ ...fact, room: module.name })))
    .toSorted((a, b) => a.kind.localeCompare(b.kind, 'en'));
}

/** The body for a fact, as it is kept and signed. `href` leads to the record for people; what else is there, the API tells. */
export async function payloadOf(c: Context, fact: Fact): Promise<string> {
  return JSON.stringify({
    type: fact.kind,
    timestamp: fact.happenedAt.toString(),
    data: {
      id: fact.id,
      about: { ...fact.about, href: await hrefOf(c, fact.about) },
      program: fact.program,
      actor: fact.actor,
      fact: fact.data,
    },
  });
}

async function hrefOf(c: Context, about: { kind: string; id: string }): Promise<string | null> {
  const titles = c.house.modules.flatMap((m) => m.recordTitles ?? []).find(({ kind }) => kind === about.kind);
  const found = (await titles?.of(c, [about.id]))?.find(({ id }) => id === about.id);
  return found ? c.house.settings.publicUrl + found.href : null;
}

/** The body of a test: the same envelope, about the endpoint itself. */
export const testPayload = (c: Context, endpoint: string, message: string): string =>
  JSON.stringify({
    type: TEST_KIND,
    timestamp: c.now.toString(),
    data: {
      id: message,
      about: { kind: 'webhook', id: endpoint, href: `${c.house.settings.publicUrl}/settings/webhooks/${endpoint}` },
      program: null,
      actor: { kind: c.actor.kind, id: accountOf(c) },
      fact: {},
    },
  });
