import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { hasBefore } from './keyset.ts';
import classes from './ListFooter.module.css';
import { counted } from './plural.ts';
import type { ListHandle } from './useList.ts';
import type { Rows } from './workListTypes.ts';

/** How many there are in all, and the pages before and after. */
export function ListFooter({ page, handle, noun, shown }: FooterProps) {
  if (page === null) return null;
  const before = hasBefore({ after: handle.list.after, trail: [] });
  const { next, total } = page;
  return (
    <div className={classes.footer}>
      <p className={classes.words} aria-live="polite">
        {total === undefined
          ? `${counted(shown, ...noun)} on this page`
          : `${counted(total, ...noun)}${shown < total ? `, ${shown} on this page` : ''}`}
      </p>
      {before || next !== null ? (
        <div className={classes.pages}>
          <Button
            size="sm"
            variant="default"
            disabled={!before}
            leftSection={<IconChevronLeft size={15} aria-hidden />}
            onClick={() => handle.pageBefore()}
          >
            Previous
          </Button>
          <Button
            size="sm"
            variant="default"
            disabled={next === null}
            rightSection={<IconChevronRight size={15} aria-hidden />}
            onClick={() => next !== null && handle.nextPage(next)}
          >
            Next
          </Button>
        </div>
      ) : null}
    </div>
  );
}

type FooterProps = { page: Rows<unknown> | null; handle: ListHandle; noun: readonly [string, string]; shown: number };
