import { ask, unlessForbidden } from '#web/ask.ts';
import type { Client } from '#web/client.ts';
import type { ListState } from '#web/kit/list.ts';
import { auditInput } from './auditList.ts';

type Answer<Name extends keyof Client['audit']> = Awaited<ReturnType<Client['audit'][Name]>>;
export type EntryRow = Answer<'log'>['rows'][number];
export type Entry = Answer<'entry'>;

export const log = (list: ListState) => ask((c) => c.audit.log, auditInput(list));
export const entry = (id: string) => ask((c) => c.audit.entry, { id });
export const kinds = ask((c) => c.audit.kinds, {});
export const people = ask((c) => c.access.colleagues, {});
export const programs = unlessForbidden(
  ask((c) => c.programs.listPrograms, {}),
  { programs: [] },
);
export const settings = ask((c) => c.audit.settings, {});
