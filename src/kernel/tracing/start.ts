import { type Tracing, traceInto } from './span.ts';

/**
 * Starts to send traces where `endpoint` says; undefined: nothing is loaded and nothing done. Answers what sends the rest and
 * stops.
 */
export async function startTracing(endpoint: string | undefined, version: string): Promise<() => Promise<void>> {
  if (endpoint === undefined) return async () => {};
  // Only now: OpenTelemetry takes memory that an installation without traces should not pay for.
  const { exportTraces } = await import('./otel.ts');
  const { tracing, stop }: { tracing: Tracing; stop: () => Promise<void> } = exportTraces(endpoint, version);
  traceInto(tracing);
  return async () => {
    traceInto(null);
    await stop().catch(() => {});
  };
}
