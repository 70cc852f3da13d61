import type { Context } from '#kernel/context.ts';
import type { FieldFault } from '#kernel/errors.ts';
import type { Perform, PublicAnswer, PublicRequest, PublicRoute } from '#kernel/http/public-route.ts';
import { type Trouble, troubleOf } from './ask.ts';
import { keyOf } from './keys.ts';

/** A page behind a private link, as it stands or with what went wrong. */
export type LinkedPage = (
  request: PublicRequest,
  perform: Perform,
  c: Context,
  trouble: Trouble | null,
) => Promise<PublicAnswer>;

export type Act = (key: string, request: PublicRequest, perform: Perform) => Promise<unknown>;
/** Where in the form a fault of the operation's input belongs, and in which words. */
type InForm = (fault: FieldFault, request: PublicRequest) => FieldFault;

/**
 * What is done on the page at `base`: `path` under its private link carries the act out and leads back to the page, which says
 * `done` (a code, with an anchor where it helps); what could not be done is said on the page, entries kept.
 */
export const actsOn =
  <Done extends string>(base: `/${string}`, page: LinkedPage) =>
  (path: string, done: Done | `${Done}#${string}`, carryOut: Act, inForm: InForm = (fault) => fault): PublicRoute => ({
    method: 'POST',
    path: `${base}/:key${path}`,
    serve: async (request, perform, c) => {
      const key = keyOf(request);
      try {
        await carryOut(key, request, perform);
        return { redirect: `${base}/${key}?done=${done}` };
      } catch (error) {
        return page(
          request,
          perform,
          c,
          troubleOf(error, (fault) => inForm(fault, request)),
        );
      }
    },
  });
