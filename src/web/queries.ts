import { QueryClient } from '@tanstack/react-query';

/** The cache of answers. An answer is fresh for 5 seconds: long enough for a page to use what its loader fetched, short enough to be true. */
export function makeQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 5_000, gcTime: 300_000, retry: false } },
  });
}
