import { ORPCError } from '@orpc/client';

/** One wrong field: its path in the input, and what to do about it. */
export type FieldProblem = { field: string; message: string };

/** An error in words a person can act on: what happened, what is safe, what to do. */
export type Problem = {
  kind: 'invalid' | 'unauthenticated' | 'forbidden' | 'not-found' | 'refused' | 'limited' | 'unavailable' | 'ours';
  title: string;
  words: string;
  /** The rule that said no, such as `application.already-decided`, for a page that answers one case by itself. */
  code: string | null;
  fields: FieldProblem[];
  /** Seconds to wait, for `limited`. */
  retryAfter: number | null;
  /** The number under which the log keeps this error, to be told to whoever runs the house. */
  reference: string | null;
};

const titles: Record<Problem['kind'], string> = {
  invalid: 'Some entries need another look',
  unauthenticated: 'You are signed out',
  forbidden: 'You may not do this',
  'not-found': 'This is not here',
  refused: 'This cannot be done now',
  limited: 'Too many tries in a short time',
  unavailable: 'The server cannot be reached',
  ours: 'Something broke on our side',
};

const words: Record<Problem['kind'], string> = {
  invalid: 'Nothing was saved yet. Mend the marked fields and send again.',
  unauthenticated: 'Nothing is lost: what you wrote is still here. Sign in in another tab, then try again.',
  forbidden: 'Nothing was changed. Ask an owner of this organisation for the permission.',
  'not-found': 'It may have been removed, or the address is incomplete.',
  refused: 'Nothing was changed.',
  limited: 'Nothing was changed. Wait a little, then try again.',
  unavailable: 'Nothing you entered is lost. Check the connection and try again.',
  ours: 'Nothing was half saved. Try again; if it stays, tell whoever runs this house the reference.',
};

const kinds: Record<number, Problem['kind']> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'refused',
  413: 'invalid',
  422: 'invalid',
  429: 'limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const oneOf = (fields: FieldProblem[]) => (fields.length === 1 ? (fields[0]?.message ?? null) : null);

function fieldsOf(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { field, message } = entry as { field?: unknown; message?: unknown };
    return typeof field === 'string' && typeof message === 'string' ? [{ field, message }] : [];
  });
}

/** Turns whatever a call threw into a Problem. Never throws; an unknown error is `ours`, a cut line `unavailable`. */
export function problemOf(error: unknown): Problem {
  const answer = error instanceof ORPCError ? error : null;
  const kind = answer ? (kinds[answer.status] ?? 'ours') : error instanceof TypeError ? 'unavailable' : 'ours';
  const data = (typeof answer?.data === 'object' && answer.data !== null ? answer.data : {}) as Record<string, unknown>;
  const fields = fieldsOf(data.fields);
  // The server's words for wrong fields are their messages in a row; they stand at the fields, so here one is enough.
  // Of these the page knows more than the server can say.
  const ownWords = kind === 'ours' || kind === 'unavailable' || kind === 'unauthenticated';
  const said = ownWords ? null : fields.length > 0 ? oneOf(fields) : text(answer?.message);
  const seconds = data.retryAfterSeconds;
  return {
    kind,
    title: titles[kind],
    words: said ?? words[kind],
    code: text(data.rule),
    fields,
    retryAfter: typeof seconds === 'number' ? seconds : null,
    reference: text(data.id),
  };
}

/** The messages by field, in the shape Mantine's `form.setErrors` takes. The first message of a field counts. */
export function fieldErrors(problem: Problem): Record<string, string> {
  return Object.fromEntries(problem.fields.toReversed().map(({ field, message }) => [field, message]));
}
