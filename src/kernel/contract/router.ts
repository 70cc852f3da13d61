import { type AnyContractProcedure, type AnyContractRouter, isContractProcedure } from '@orpc/contract';
import { implement, ORPCError, ValidationError } from '@orpc/server';
import type { Actor, RequestInfo, Respond } from '../context.ts';
import { Fault, type FieldFault, STATUS_OF, unavailable } from '../errors.ts';
import type { House } from '../house.ts';
import type { OperationMeta } from './operation.ts';
import { type Handler, perform } from './perform.ts';

/** What the HTTP layer knows about a call before its operation is found. The actor is looked up once, when first needed. */
export type CallContext = {
  actor: () => Promise<Actor>;
  request: RequestInfo;
  idempotencyKey: string | null;
  respond: Respond;
};

export type OperationEntry = {
  path: string[];
  name: string;
  meta: OperationMeta;
  procedure: AnyContractProcedure;
  handler: Handler;
};

/** Walks contracts and handlers side by side. Throws when an operation has no handler. */
export function operationsOf(house: Pick<House, 'modules'>): OperationEntry[] {
  const found: OperationEntry[] = [];
  for (const module of house.modules) {
    for (const [key, procedure] of Object.entries(module.contract as Record<string, AnyContractRouter>)) {
      if (!isContractProcedure(procedure)) throw new Error(`${module.name}.${key} is not an operation`);
      const handler = module.handlers[key];
      if (typeof handler !== 'function') throw new Error(`${module.name}.${key} has no handler`);
      const meta = procedure['~orpc'].meta as OperationMeta;
      found.push({
        path: [module.name, key],
        name: `${module.name}.${key}`,
        meta,
        procedure,
        handler: handler as Handler,
      });
    }
  }
  return found;
}

/** Builds the oRPC router: each operation's handler wrapped by `perform` and our faults turned into oRPC's. */
export function routerOf(house: House) {
  const router: Record<string, Record<string, unknown>> = {};
  for (const operation of operationsOf(house)) {
    const [module = '', key = ''] = operation.path;
    const implementation = implement(operation.procedure).$context<CallContext>();
    const built = (implementation as unknown as { handler: (f: unknown) => unknown }).handler(
      async ({ input, context }: { input: unknown; context: CallContext }) => {
        try {
          return await perform(house, operation.name, operation.meta, operation.handler, input, {
            ...context,
            actor: await context.actor(),
          });
        } catch (error) {
          throw toOrpcError(house, error, operation.name, context.request.id);
        }
      },
    );
    router[module] = { ...router[module], [key]: built };
  }
  return router as never;
}

const CODE_OF = (code: Fault['code']): string => code.toUpperCase().replace('-', '_');

function toOrpcError(house: House, error: unknown, operation: string, requestId: string): ORPCError<string, unknown> {
  if (error instanceof ORPCError) return error;
  const fault = error instanceof Fault ? error : faultOfDatabase(error);
  if (fault) {
    return new ORPCError(CODE_OF(fault.code), {
      status: STATUS_OF[fault.code],
      message: fault.message,
      data: fault.data,
      defined: true,
    });
  }
  house.log.error({ err: error, operation, request: requestId }, 'operation failed');
  return new ORPCError('INTERNAL_SERVER_ERROR', {
    status: 500,
    message: `Something went wrong on our side. Nothing was changed. If it happens again, report this id: ${requestId}`,
    data: { id: requestId },
  });
}

/** How the driver words that its connection went away. */
const LOST = /not queryable|Connection terminated|timeout exceeded when trying to connect/;
/** What PostgreSQL and the operating system say when it stops, starts, is full of connections, or is gone. */
const AWAY = new Set(['57P01', '57P02', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);
const databaseAway = () =>
  unavailable('The database does not answer right now. Nothing was changed; try again in a moment.', 5);

/** Faults of the database that a caller causes or can wait out. */
export function faultOfDatabase(error: unknown): Fault | null {
  if (error instanceof Error && LOST.test(error.message)) return databaseAway();
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return null;
  if (code === '22021' || code === '22P05')
    return new Fault('invalid', 'The text holds a character that cannot be stored (NUL).', {});
  const { syscall } = error as { syscall?: unknown };
  if (code.startsWith('08') || AWAY.has(code) || (code === 'ENOENT' && syscall === 'connect')) return databaseAway();
  return null;
}

/** Turns oRPC's own input error into our `invalid`, field by field. */
export function explainValidation(error: unknown): unknown {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return error;
  const cause = error.cause;
  const fields: FieldFault[] =
    cause instanceof ValidationError
      ? cause.issues.slice(0, 50).map((issue) => ({
          field:
            (issue.path ?? [])
              .map((p) => String(typeof p === 'object' ? p.key : p))
              .join('.')
              .slice(0, 200) || 'input',
          message: issue.message.slice(0, 500),
        }))
      : [];
  return new ORPCError('INVALID', {
    status: 400,
    message: fields.length > 0 ? 'Some fields need another look.' : error.message,
    data: { fields },
    defined: true,
  });
}
