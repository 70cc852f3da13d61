import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Search } from '../search.ts';
import { backward, forward, type Place, trailOf } from './keyset.ts';
import { type FilterField, type ListState, readList, writeList } from './list.ts';

/** A list's state as its address has it, and the ways to change it. `fields` must be a constant. */
export function useList(fields: readonly FilterField[]) {
  const search = useSearch({ strict: false }) as Search;
  const trail = useLocation({ select: ({ state }) => trailOf(state) });
  const navigate = useNavigate();
  const list = useMemo(() => readList(search, fields), [search, fields]);
  const go = (next: ListState, place: Place, replace: boolean) =>
    navigate({
      to: '.',
      search: writeList({ ...next, after: place.after }) as never,
      state: { trail: place.trail } as never,
      replace,
      resetScroll: false,
    });
  return {
    list,
    /** Other rows, order or peek. Peeking and typing replace the entry in the history, so "back" leaves the list. */
    change: (next: ListState) =>
      go(
        next,
        { after: next.after, trail: next.after === list.after ? trail : [] },
        next.peek !== list.peek || next.words !== list.words,
      ),
    nextPage: (next: string) => go({ ...list, peek: null }, forward({ after: list.after, trail }, next), false),
    pageBefore: () => go({ ...list, peek: null }, backward({ after: list.after, trail }), false),
  };
}

/** What `useList` returns; a WorkList takes it whole. */
export type ListHandle = ReturnType<typeof useList>;
