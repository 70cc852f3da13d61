import { SmartCoercionPlugin } from '@orpc/json-schema';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { ORPCError, onError, onStart } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fetch';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { Hono, Context as HonoContext } from 'hono';
import { type CallContext, explainValidation, routerOf } from '../contract/router.ts';
import { Fault } from '../errors.ts';
import type { House } from '../house.ts';
import { countOperation } from '../metrics/meters.ts';
import { problem } from './problem.ts';

/** Mounts every operation twice: under /rpc as pages and tests call it, under /api as OpenAPI describes it. */
export function mountOperations(app: Hono, house: House, callOf: (http: HonoContext) => CallContext): void {
  const router = routerOf(house);

  const arrived = onStart((options: Around) => {
    options.context.progress.reached = true;
  });
  const explained = onError((error) => {
    throw explainValidation(error);
  });
  // What goes wrong around an operation: a body that cannot be read is the caller's fault, and an answer that breaks its own
  // contract is ours, which is logged.
  const around = onError((error, { context }: Around) => {
    const { reached } = context.progress;
    if (error instanceof ORPCError && error.status < 500 && (reached || error.code !== 'BAD_REQUEST')) {
      const seconds = (error.data as { retryAfterSeconds?: unknown } | undefined)?.retryAfterSeconds;
      if (typeof seconds === 'number') context.progress.retryAfterSeconds = seconds;
      return;
    }
    if (!reached) throw unreadable();
    if (!(error instanceof ORPCError && error.defined)) house.log.error({ err: error }, 'request failed');
  });
  // Each handler its own lists: their plugins add to them.
  const handling = () => ({
    clientInterceptors: [counted, arrived, explained] as never,
    interceptors: [around] as never,
  });
  const rpc = new RPCHandler(router, handling());
  const api = new OpenAPIHandler(router, {
    ...handling(),
    plugins: [new SmartCoercionPlugin({ schemaConverters: [new ZodToJsonSchemaConverter()] })],
  });

  for (const [prefix, handler] of [
    ['/rpc', rpc],
    ['/api', api],
  ] as const) {
    app.use(`${prefix}/*`, async (http, next) => {
      // Forms are not what operations take, and reading one of a million fields holds everybody else up.
      if (/^\s*(application\/x-www-form-urlencoded|multipart\/)/i.test(http.req.header('content-type') ?? ''))
        return problem(http, new Fault('invalid', UNREADABLE, { fields: [] }));
      const progress: Progress = {};
      const context = { ...callOf(http), progress };
      const result = await handler.handle(http.req.raw, { prefix, context: context as never });
      if (!result.matched) return next();
      if (progress.retryAfterSeconds !== undefined) http.header('Retry-After', String(progress.retryAfterSeconds));
      return http.newResponse(result.response.body, result.response);
    });
  }
  app.all('/rpc/*', (http) => problem(http, new Fault('not-found', 'There is no such operation.')));
  app.all('/api/*', (http) =>
    problem(http, new Fault('not-found', 'There is no such operation. See /api for the list.')),
  );
}

/** Counts every call of an operation that exists, with what came of it; refused inputs too. */
async function counted({ path, next }: { path: readonly string[]; next: () => Promise<unknown> }): Promise<unknown> {
  const began = performance.now();
  let code = 'ok';
  try {
    return await next();
  } catch (error) {
    code = error instanceof ORPCError ? error.code.toLowerCase() : 'internal_server_error';
    throw error;
  } finally {
    countOperation(path.join('.'), code, (performance.now() - began) / 1000);
  }
}

/** How far a call came: whether its input could be read, and when trying again makes sense. */
type Progress = { reached?: boolean; retryAfterSeconds?: number };
/** What an interceptor of oRPC is handed, as far as it matters here. */
type Around = { context: { progress: Progress }; next: () => unknown };

const UNREADABLE = 'The request cannot be read. Send JSON with the header Content-Type: application/json.';
const unreadable = () =>
  new ORPCError('INVALID', {
    status: 400,
    message: UNREADABLE,
    data: { fields: [] },
    defined: true,
  });
