/** What a span may carry: names and numbers of ours, never a value that somebody entered. */
export type SpanAttributes = Record<string, string | number | boolean>;

/** A span under way, as far as whoever does its work may add to it. */
export type OpenSpan = { set: (attributes: SpanAttributes) => void };

export type SpanKind = 'server' | 'internal' | 'producer' | 'consumer';

/** Where spans go: see otel.ts, which is loaded only when traces are asked for. */
export type Tracing = {
  span: <T>(
    name: string,
    options: { kind?: SpanKind; attributes?: SpanAttributes; parent?: string | undefined },
    act: (span: OpenSpan) => Promise<T>,
  ) => Promise<T>;
  /** A span of something that is over: `milliseconds` long, ending now. */
  past: (name: string, attributes: SpanAttributes, milliseconds: number, failed: boolean) => void;
  /** The span under way in the form of W3C Trace Context. */
  traceparent: () => string | undefined;
  traceId: () => string | undefined;
};

let tracing: Tracing | null = null;
const nowhere: OpenSpan = { set: () => {} };

/** Says where spans go from now on; null: nowhere. A process has one place. */
export function traceInto(to: Tracing | null): void {
  tracing = to;
}

export const isTracing = (): boolean => tracing !== null;

/**
 * Does something within a span, a child of the one under way, or of `parent` (a traceparent from another process). Costs
 * nothing while no traces are asked for. A thrown error marks the span by its kind and code, not by its words.
 */
export function span<T>(
  name: string,
  options: Parameters<Tracing['span']>[1],
  act: (span: OpenSpan) => Promise<T>,
): Promise<T> {
  return tracing ? tracing.span(name, options, act) : act(nowhere);
}

export const traceparent = (): string | undefined => tracing?.traceparent();
export const traceId = (): string | undefined => tracing?.traceId();

const MOST_SQL = 1000;

/** A statement that was answered, by its text, which holds places ($1) where values were. */
export function noteQuery(text: string, milliseconds: number, failed: boolean): void {
  if (!tracing) return;
  const verb = /^\s*(?:\/\*.*?\*\/\s*)?(\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'query';
  const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': verb, 'db.query.text': cut(text) };
  tracing.past(verb, attributes, milliseconds, failed);
}

const cut = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, MOST_SQL);
