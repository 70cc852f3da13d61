import { Button, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { client } from '../client.ts';
import { FigureDetail } from '../kit/FigureDetail.tsx';
import { type FigureReading, figureHref } from '../kit/figure.ts';
import { Problem } from '../kit/Problem.tsx';

/** A reading with the rows behind it, fetched page by page. */
export function FigureBehind({ reading }: { reading: FigureReading }) {
  const { program, from, to, country = null, source = null } = reading.filters;
  const rows = useInfiniteQuery({
    queryKey: ['figures', 'rows', figureHref(reading)],
    queryFn: ({ pageParam, signal }) =>
      client.figures.rows(
        {
          figure: reading.figure.id,
          program,
          from,
          to,
          country,
          source,
          limit: 50,
          ...(pageParam === null ? {} : { after: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  if (rows.isError) return <Problem error={rows.error} onRetry={() => rows.refetch()} />;
  if (rows.isPending) {
    return (
      <Stack gap={10}>
        {[1, 2, 3, 4, 5].map((bone) => (
          <Skeleton key={bone} height={18} />
        ))}
      </Stack>
    );
  }
  return (
    <FigureDetail
      reading={reading}
      rows={rows.data.pages.flatMap((page) => page.rows)}
      more={
        rows.hasNextPage ? (
          <Button mt={12} variant="default" loading={rows.isFetchingNextPage} onClick={() => rows.fetchNextPage()}>
            Show more rows
          </Button>
        ) : null
      }
    />
  );
}
