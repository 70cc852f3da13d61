import { type DestinationStream, type Logger, pino } from 'pino';
import { traceId } from '../tracing/span.ts';
import { around } from './around.ts';

/**
 * The house's log: JSON lines. Of an error only its kind, code, words and stack are written: what else hangs on it (a
 * database client with its password, a request with its cookie) is nobody's business. Each line names the request that it
 * belongs to, and the trace where traces are asked for.
 */
export function openLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, serializers: { err: plainError }, mixin: origin };
  return destination ? pino(options, destination) : pino(options);
}

function origin(): { request?: string; trace?: string } {
  const [request, trace] = [around()?.request, traceId()];
  return { ...(request === undefined ? {} : { request }), ...(trace === undefined ? {} : { trace }) };
}

function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown };
  const cause: unknown = error.cause === undefined ? undefined : plainError(error.cause);
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    stack: error.stack,
    ...(cause ? { cause } : {}),
  };
}
