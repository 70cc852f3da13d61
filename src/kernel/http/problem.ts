import type { Context as HonoContext } from 'hono';
import { type Fault, STATUS_OF } from '../errors.ts';

/** A fault as every operation answers it, for what goes wrong before or around one. */
export function problem(http: HonoContext, fault: Fault): Response {
  const status = STATUS_OF[fault.code];
  const seconds = fault.data.retryAfterSeconds;
  return http.json(
    {
      defined: true,
      code: fault.code.toUpperCase().replace('-', '_'),
      status,
      message: fault.message,
      data: fault.data,
    },
    status as 400,
    seconds ? { 'Retry-After': String(seconds) } : {},
  );
}
