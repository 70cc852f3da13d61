import type { Context } from '../context.ts';
import type { House } from '../house.ts';
import type { Language } from '../language/languages.ts';

/** What a public page's form sent: text fields, and files. */
export type Form = { fields: Record<string, string>; all: Record<string, string[]>; files: Record<string, File[]> };

export type PublicRequest = {
  params: Record<string, string>;
  query: Record<string, string>;
  form: Form | null;
  /** Where the request came from, for limits. */
  address: string | null;
  /** For a route that takes `bytes`: the body as it came, and the headers it came with. */
  sent?: { headers: Headers; bytes: Uint8Array };
  /** The language of the page. */
  language: Language;
  /** What the reader chose by a link; addresses that a route makes for scripts have to carry it (`inLanguage`). */
  chosen: Language | null;
};

/** What a route answers: a page (rendered from `web/public`), or another address to go to. */
export type PublicAnswer =
  | { page: string; props: Record<string, unknown>; status?: number; retryAfterSeconds?: number }
  | { redirect: string }
  | { response: Response };

/** Runs an operation of the contract by its name, as the stranger who asks. Faults are thrown as `Fault`. */
export type Perform = (operation: string, input: unknown, options?: { idempotencyKey?: string }) => Promise<unknown>;

/**
 * A page for people outside: no JavaScript needed. It does nothing by itself: it calls operations, and says which page
 * shows the answer.
 */
export type PublicRoute = {
  method: 'GET' | 'POST';
  path: `/${string}`;
  /** Programs post to it, not forms of ours: the body is handed on unread. */
  bytes?: boolean;
  /** Its form may hold a file of up to 11 MB, if this says so for the address: whoever asks must have shown something by it. */
  large?: (house: House, path: string) => Promise<boolean>;
  serve: (request: PublicRequest, perform: Perform, c: Context) => Promise<PublicAnswer>;
};
