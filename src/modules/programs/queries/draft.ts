import type { Context } from '#kernel/context.ts';
import type { Output } from '#kernel/contract/handlers.ts';
import { readDraft } from '../commands/drafts.ts';
import type { programsContract } from '../contract.ts';

/** A kept draft, for its form. Throws `not found` when it is over or was sent. */
export async function draft(c: Context, input: { key: string }): Promise<Output<(typeof programsContract)['draft']>> {
  const kept = await readDraft(c, input.key);
  return {
    program: kept.slug,
    answers: kept.answers,
    invited: kept.invited,
    savedAt: kept.saved_at.toString(),
    expiresAt: kept.expires_at.toString(),
  };
}
