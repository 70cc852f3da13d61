import { z } from 'zod';
import type { FieldFault } from '#kernel/errors.ts';
import { type Policy, policy } from '../policy.ts';
import { FORM_KNOWS } from './condition.ts';
import type { Shape } from './shape.ts';

let shape: Shape | null = null;
/** The shape of a policy, from its schema; the editor draws itself by it. */
export const policyShape = (): Shape =>
  (shape ??= z.toJSONSchema(policy, { io: 'input', unrepresentable: 'any' }) as Shape);

const MOST = 200;

/** A draft as a policy, or everything that is wrong with it, each with the path of its field. What a mail says is not looked at here. */
export function readPolicy(value: unknown): { policy: Policy | null; faults: FieldFault[] } {
  const read = policy.safeParse(value, { error: (issue) => wordsOf(issue as Issue) });
  if (read.success) return { policy: read.data, faults: unknownFields(read.data) };
  const faults = read.error.issues.slice(0, MOST).map(({ path, message }) => ({ field: path.join('.'), message }));
  return { policy: null, faults };
}

type Issue = { code?: string; origin?: string; minimum?: unknown; maximum?: unknown; expected?: string };

/** What to do about a fault for which the schema itself has no words. */
function wordsOf({ code, origin, minimum, maximum, expected }: Issue): string | undefined {
  switch (code) {
    case 'too_small':
      if (origin === 'string') return 'Write something here.';
      return origin === 'array' ? `At least ${minimum} of these.` : `At least ${minimum}.`;
    case 'too_big':
      if (origin === 'string') return `At most ${maximum} characters.`;
      return origin === 'array' ? `At most ${maximum} of these.` : `At most ${maximum}.`;
    case 'invalid_type':
      if (expected === 'number' || expected === 'int') return 'Write a number.';
      return expected === 'string' ? 'Write something here.' : undefined;
    case 'invalid_value':
    case 'invalid_union':
      return 'Choose one of these.';
    default:
      return undefined;
  }
}

/** Conditions about fields that the form does not have would never hold; tiers and levels name one another. */
function unknownFields({ form, benefit, membership }: Policy): FieldFault[] {
  const faults: FieldFault[] = [];
  const known: string[] = [...FORM_KNOWS];
  const look = (at: string, when: readonly { field: string }[]) => {
    for (const [place, { field }] of when.entries())
      if (!known.includes(field))
        faults.push({ field: `${at}.${place}.field`, message: `The form has no field “${field}” before this.` });
  };
  for (const [place, field] of form.fields.entries()) {
    look(`form.fields.${place}.when`, field.when);
    known.push(field.name);
  }
  for (const [place, { when }] of benefit.tiers.entries()) look(`benefit.tiers.${place}.when`, when);
  for (const [place, { tier }] of membership.levels.entries())
    if (tier !== null && !benefit.tiers.some(({ code }) => code === tier))
      faults.push({ field: `membership.levels.${place}.tier`, message: `There is no tier “${tier}”.` });
  return faults;
}
