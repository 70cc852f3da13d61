import { useQuery } from '@tanstack/react-query';
import { useMe } from '#web/me.ts';
import { allReviewers } from '../questions.ts';

const nobody: readonly { id: string; name: string }[] = [];

/** The other colleagues who may be given an application, to filter by. Fetched after the page: nothing on it waits for them. */
export function useReviewers(): readonly { id: string; name: string }[] {
  const own = useMe().account.id;
  const found = useQuery({
    ...allReviewers,
    select: ({ colleagues }) => colleagues.filter(({ id }) => id !== own),
  });
  return found.data ?? nobody;
}
