import type { Question } from '../ask.ts';
import { client } from '../client.ts';
import type { Me } from '../me.ts';

/** Who is signed in: null for a stranger. `setUp` is false until the first visit has made the owner. */
export const whoAmI: Question<{ me: Me | null; setUp: boolean }> = {
  queryKey: ['access', 'me'],
  staleTime: 60_000,
  queryFn: async ({ signal }) => {
    const answer = await client.access.me({}, { signal });
    if (!answer.account) return { me: null, setUp: answer.setUp };
    return {
      setUp: true,
      me: {
        account: answer.account,
        organisation: answer.organisation,
        permissions: new Set(answer.permissions),
        grants: answer.grants,
      },
    };
  },
};
