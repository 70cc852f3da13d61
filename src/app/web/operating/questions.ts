import { ask } from '#web/ask.ts';
import type { Client } from '#web/client.ts';
import type { ListState } from '#web/kit/list.ts';
import { jobsInput } from './jobList.ts';

type Answer<Name extends keyof Client['operating']> = Awaited<ReturnType<Client['operating'][Name]>>;
export type JobRow = Answer<'jobs'>['rows'][number];
export type Queue = Answer<'queue'>;
export type System = Answer<'system'>;
export type Finding = Answer<'doctor'>['findings'][number];

export const jobs = (list: ListState) => ask((c) => c.operating.jobs, jobsInput(list));
export const queue = ask((c) => c.operating.queue, {});
export const system = ask((c) => c.operating.system, {});
export const doctor = ask((c) => c.operating.doctor, {});
