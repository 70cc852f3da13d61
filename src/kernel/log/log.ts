import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * The house's log: JSON lines. Of an error only its kind, code, words and stack are written: what else hangs on it (a
 * database client with its password, a request with its cookie) is nobody's business.
 */
export function openLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, serializers: { err: plainError } };
  return destination ? pino(options, destination) : pino(options);
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
