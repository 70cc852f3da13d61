import type { AnyContractProcedure } from '@orpc/contract';
import type { z } from 'zod';
import type { Context } from '../context.ts';

type InputOf<P> = P extends { '~orpc': { inputSchema?: infer S } }
  ? NonNullable<S> extends z.ZodType
    ? z.output<NonNullable<S>>
    : never
  : never;
type OutputOf<P> = P extends { '~orpc': { outputSchema?: infer S } }
  ? NonNullable<S> extends z.ZodType
    ? z.input<NonNullable<S>>
    : never
  : never;

/**
 * The shape of a module's `handlers.ts`: under each operation's name one function from the parsed input to the answer.
 * `export const handlers: Handlers<typeof programsContract> = { acceptApplication, ... }`
 */
export type Handlers<C> = {
  [K in keyof C]: C[K] extends AnyContractProcedure
    ? (c: Context, input: InputOf<C[K]>) => Promise<OutputOf<C[K]>>
    : never;
};

/** What an operation takes, parsed: `Input<typeof programsContract.acceptApplication>`. */
export type Input<P extends AnyContractProcedure> = InputOf<P>;
/** What an operation answers: `Output<typeof programsContract.acceptApplication>`. */
export type Output<P extends AnyContractProcedure> = OutputOf<P>;
