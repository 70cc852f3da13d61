import { Fault, notFound, STATUS_OF } from '#kernel/errors.ts';
import type { PublicRequest, PublicRoute } from '#kernel/http/public-route.ts';
import { linkKey } from '../contract/shapes.ts';

/** A private link's key as an address or a form carries it; null when it cannot be one. */
export function keyIn(text: string | undefined): string | null {
  const parsed = linkKey.safeParse(text);
  return parsed.success ? parsed.data : null;
}

/** The key in the page's address. Throws `not found`, in the words for a link that was copied in part. */
export function keyOf(request: PublicRequest): string {
  const key = keyIn(request.params.key);
  if (!key) throw notFound('This link is not complete. Copy it whole from the mail, or have it mailed again.');
  return key;
}

/** A route behind a private link: where the link opens nothing, the page says how to get one that does. */
export const behindLink = (route: PublicRoute): PublicRoute => ({
  ...route,
  serve: async (request, perform, c) => {
    try {
      return await route.serve(request, perform, c);
    } catch (error) {
      const over = error instanceof Fault && (error.code === 'not-found' || error.data.rule === 'link.over');
      if (!over) throw error;
      return { page: 'programs.dead-link', props: { words: error.message }, status: STATUS_OF[error.code] };
    }
  },
});
