/**
 * The seven things that can be wrong with a request. Anything else that is thrown is our own fault:
 * it is logged and answered with an id, never with its text.
 */
export type FaultCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'refused'
  | 'limited'
  | 'unavailable';

export const STATUS_OF: Record<FaultCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  refused: 409,
  limited: 429,
  unavailable: 503,
};

export type FieldFault = { field: string; message: string };

/** What the answer to a failed request carries besides its words. */
export type FaultData = {
  /** For `refused`: which rule said no, such as `application.already-decided`. */
  rule?: string;
  /** For `invalid`: which field, and what to do about it. */
  fields?: FieldFault[];
  /** For `limited` and `unavailable`: when trying again makes sense. */
  retryAfterSeconds?: number;
  /** For public pages: where to go on to. */
  back?: { href: string; words: string };
  [more: string]: unknown;
};

export class Fault extends Error {
  readonly code: FaultCode;
  readonly data: FaultData;
  constructor(code: FaultCode, words: string, data: FaultData = {}) {
    super(words);
    this.name = 'Fault';
    this.code = code;
    this.data = data;
  }
}

export const invalid = (fields: FieldFault[]): Fault =>
  new Fault('invalid', fields.map((f) => f.message).join(' ') || 'Some fields need another look.', { fields });
export const unauthenticated = (words = 'Sign in first.'): Fault => new Fault('unauthenticated', words);
export const forbidden = (words = 'Your role does not allow this.'): Fault => new Fault('forbidden', words);
export const notFound = (words = 'There is nothing here, or you may not see it.'): Fault =>
  new Fault('not-found', words);
/** A rule says no. `rule` is a stable code for programs, `words` is for people and says what to do. */
export const refused = (rule: string, words: string, data: FaultData = {}): Fault =>
  new Fault('refused', words, { ...data, rule });
export const limited = (words: string, retryAfterSeconds: number): Fault =>
  new Fault('limited', words, { retryAfterSeconds });
export const unavailable = (words: string, retryAfterSeconds = 30): Fault =>
  new Fault('unavailable', words, { retryAfterSeconds });
