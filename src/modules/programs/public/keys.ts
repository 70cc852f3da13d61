import { notFound } from '#kernel/errors.ts';
import type { PublicRequest } from '#kernel/http/public-route.ts';
import { linkKey } from '../contract/shapes.ts';

/** A private link's key as an address or a form carries it; null when it cannot be one. */
export function keyIn(text: string | undefined): string | null {
  const parsed = linkKey.safeParse(text);
  return parsed.success ? parsed.data : null;
}

/** The key in the page's address. Throws `not found`, in the words for a link that was copied in part. */
export function keyOf(request: PublicRequest): string {
  const key = keyIn(request.params.key);
  if (!key)
    throw notFound('This link is not complete. Copy it whole from the mail, or have it mailed again at /lost-link.');
  return key;
}
