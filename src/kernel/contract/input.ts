import type { AnyContractProcedure } from '@orpc/contract';
import type { z } from 'zod';
import { type FieldFault, invalid } from '../errors.ts';

type Issue = { path: readonly PropertyKey[]; message: string };

/** Validation issues as our `invalid` says them: the field, and what to do. */
export const fieldsOf = (issues: readonly Issue[]): FieldFault[] =>
  issues.slice(0, 50).map((issue) => ({
    field: issue.path.map(String).join('.').slice(0, 200) || 'input',
    message: issue.message.slice(0, 500),
  }));

/** Parses an operation's input outside oRPC (public forms, the command line). Throws `invalid`, field by field. */
export function explainInput(procedure: AnyContractProcedure, input: unknown): unknown {
  const schema = procedure['~orpc'].inputSchema as z.ZodType | undefined;
  if (!schema) return input;
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(fieldsOf(parsed.error.issues));
}
