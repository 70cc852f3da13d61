import { z } from 'zod';
import type { Context } from '../context.ts';
import { traceparent } from '../tracing/span.ts';

const KEY = '_origin';
const origin = z.object({ request: z.string().max(100).optional(), trace: z.string().max(60).optional() });

/** What a job's payload holds besides its own: the request that queued it, and the trace where there is one. */
export function carried(c: Pick<Context, 'request'>): Record<string, unknown> {
  const trace = traceparent();
  return { [KEY]: { request: c.request.id, ...(trace === undefined ? {} : { trace }) } };
}

/** A queued payload apart from what it carries. What was queued without it (by a timetable, by hand) carries nothing. */
export function originOf(queued: unknown): { payload: unknown; request?: string; trace?: string } {
  if (typeof queued !== 'object' || queued === null || !(KEY in queued)) return { payload: queued };
  const { [KEY]: written, ...payload } = queued as Record<string, unknown>;
  const { request, trace } = origin.safeParse(written).data ?? {};
  return { payload, ...(request === undefined ? {} : { request }), ...(trace === undefined ? {} : { trace }) };
}
