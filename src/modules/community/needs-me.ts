import type { NeedsMe } from '#kernel/slots.ts';
import { suggestMerges } from './queries/suggest-merges.ts';

const LOOKED_AT = 100;

/** Pairs that are very likely one person; one item however many there are. Weak suggestions wait on their page unasked. */
export const needsMeSources: readonly NeedsMe[] = [
  {
    name: 'community.merge-suggestions',
    permission: 'people.merge',
    items: async (c) => {
      const { rows } = await suggestMerges(c, { limit: LOOKED_AT, strong: true });
      if (rows.length === 0) return { total: 0, items: [] };
      const count =
        rows.length === LOOKED_AT
          ? `${LOOKED_AT} or more pairs`
          : rows.length === 1
            ? 'A pair'
            : `${rows.length} pairs`;
      const item = {
        id: 'community.merge-suggestions',
        title: `${count} of identities may be one person`,
        words: 'Look at the reasons, then merge or keep apart',
        href: '/community/merge-suggestions',
        due: null,
        health: null,
      };
      return { total: 1, items: [item] };
    },
  },
];
