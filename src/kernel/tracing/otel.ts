import { AsyncLocalStorage } from 'node:async_hooks';
import { hostname } from 'node:os';
import {
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Tracing } from './span.ts';

/** A running export of traces. `stop` sends what is left. */
export type Export = { tracing: Tracing; flush: () => Promise<void>; stop: () => Promise<void> };

const KINDS = {
  server: SpanKind.SERVER,
  internal: SpanKind.INTERNAL,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/**
 * Sends spans to a collector (OTLP over HTTP, JSON) in batches, from the background; a collector that is away costs spans, never
 * a request. Other variables of OpenTelemetry (OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_HEADERS) count as its own documents say.
 */
export function exportTraces(endpoint: string, version: string): Export {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, timeoutMillis: 5000 });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': process.env.OTEL_SERVICE_NAME || 'guildhall',
      'service.version': version,
      'host.name': hostname(),
      'process.pid': process.pid,
    }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('guildhall', version);
  const open = new AsyncLocalStorage<Span>();
  const under = (parent: Span | undefined) => (parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT);
  const parentOf = (written: string | undefined) => {
    const remote = written === undefined ? null : readTraceparent(written);
    return remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : under(open.getStore());
  };
  const tracing: Tracing = {
    span: async (name, { kind = 'internal', attributes = {}, parent }, act) => {
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, parentOf(parent));
      try {
        return await open.run(span, () => act({ set: (more) => void span.setAttributes(more) }));
      } catch (error) {
        span.setAttribute('error.type', kindOf(error));
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
    past: (name, attributes, milliseconds, failed) => {
      const parent = open.getStore();
      // A query outside all work (a heartbeat, a health check) would be a trace of its own that tells nothing.
      if (!parent) return;
      const end = Date.now();
      const options = { kind: SpanKind.CLIENT, attributes, startTime: end - milliseconds };
      const span = tracer.startSpan(name, options, under(parent));
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(end);
    },
    traceparent: () => {
      const context = open.getStore()?.spanContext();
      return context && `00-${context.traceId}-${context.spanId}-0${context.traceFlags & TraceFlags.SAMPLED}`;
    },
    traceId: () => open.getStore()?.spanContext().traceId,
  };
  return { tracing, flush: () => provider.forceFlush(), stop: () => provider.shutdown() };
}

function readTraceparent(written: string): SpanContext | null {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(written) ?? [];
  if (!traceId || !spanId || !flags || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
}

function kindOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : typeof error;
}
