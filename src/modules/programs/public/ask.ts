import type { InferContractRouterOutputs } from '@orpc/contract';
import { Fault, type FieldFault } from '#kernel/errors.ts';
import type { Perform, PublicAnswer, PublicRequest } from '#kernel/http/public-route.ts';
import { newId } from '#kernel/ids.ts';
import type { ProgramsContract } from '../contract.ts';

type Name = keyof ProgramsContract & string;
type AnswerOf<N extends Name> = InferContractRouterOutputs<ProgramsContract>[N];

/** Runs an operation of programs and answers its own shape. `key` makes a second send of the same form harmless. */
export function ask<N extends Name>(perform: Perform, name: N, input: unknown, key?: string): Promise<AnswerOf<N>> {
  return perform(`programs.${name}`, input, key ? { idempotencyKey: key } : {}) as Promise<AnswerOf<N>>;
}

export type Application = AnswerOf<'application'>;
export type MemberShown = AnswerOf<'memberPage'>;
export type Asking = AnswerOf<'asking'>;
export type Tasks = AnswerOf<'applicationTasks'>;
export type ProgramShown = AnswerOf<'publicProgram'>;

/** The key that this rendering of a form was given; a fresh one where it is missing or was tampered with. */
export function sentKey(request: PublicRequest): string {
  const key = request.form?.fields.idempotencyKey ?? '';
  return /^[0-9a-f-]{36}$/.test(key) ? key : newId();
}

/** A form's field as text, never undefined. */
export const field = (request: PublicRequest, name: string): string => request.form?.fields[name] ?? '';

/** Why a form was not carried out: what to show beside fields, and what to say above. */
export type Trouble = {
  errors: FieldFault[];
  problem: string | null;
  status: number;
  retryAfterSeconds?: number;
};

const STATUS: Partial<Record<Fault['code'], number>> = { invalid: 400, refused: 409, limited: 429 };

const SENT_ALREADY =
  'This form was sent already. What you sent first has arrived; send this one again if it should too.';

/**
 * What a person can mend, as trouble to be shown in the same form; everything else is thrown on. `inForm` says where in the
 * form a fault of the input belongs.
 */
export function troubleOf(error: unknown, inForm: (fault: FieldFault) => FieldFault = (fault) => fault): Trouble {
  if (!(error instanceof Fault)) throw error;
  // The same form sent twice, with other words the second time: the first was carried out, the second is shown again.
  if (error.data.rule === 'idempotency.other-input') return { errors: [], problem: SENT_ALREADY, status: 409 };
  const status = STATUS[error.code];
  if (status === undefined) throw error;
  const seconds = error.data.retryAfterSeconds;
  const fields = new Map(
    (error.data.fields ?? []).map(inForm).map((fault) => [`${fault.field} ${fault.message}`, fault]),
  );
  return {
    errors: [...fields.values()],
    problem: error.code === 'invalid' && fields.size > 0 ? null : error.message,
    status,
    ...(seconds ? { retryAfterSeconds: seconds } : {}),
  };
}

/** A page that says what went wrong with a form, with the status of the fault. */
export const withTrouble = (page: string, props: Record<string, unknown>, trouble: Trouble | null): PublicAnswer => ({
  page,
  props: { ...props, errors: trouble?.errors ?? [], problem: trouble?.problem ?? null },
  ...(trouble ? { status: trouble.status } : {}),
  ...(trouble?.retryAfterSeconds ? { retryAfterSeconds: trouble.retryAfterSeconds } : {}),
});
