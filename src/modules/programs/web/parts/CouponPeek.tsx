import { Button, Stack } from '@mantine/core';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { mailWords } from '../mailWords.ts';
import type { CouponRow } from '../questions.ts';

const states = {
  free: 'Free: it can go out',
  issued: 'Given out',
  expired: 'Run out: its batch is past its last day',
  void: 'Void: it never goes out',
};

/** A code of the register looked into: where it came from, where it went. */
export function CouponPeek({ row, onVoid }: { row: CouponRow; onVoid: (() => void) | null }) {
  return (
    <Stack gap={16} align="flex-start">
      <FactList
        facts={[
          { name: 'State', value: states[row.state] },
          { name: 'SKU', value: row.sku },
          { name: 'Batch', value: row.batch },
          { name: 'Added', value: <RelativeTime instant={row.addedAt} /> },
          ...(row.issued
            ? [
                {
                  name: 'Given to',
                  value:
                    row.issued.application === null ? (
                      row.issued.project
                    ) : (
                      <Link href={`/programs/applications/${row.issued.application}`}>
                        {row.issued.project}, {row.issued.number}
                      </Link>
                    ),
                },
                { name: 'Given out', value: <RelativeTime instant={row.issued.at} /> },
                { name: 'Mail', value: mailWords(row.issued.mailState).long },
              ]
            : []),
          ...(row.voidWords ? [{ name: 'Void because', value: row.voidWords }] : []),
        ]}
      />
      {row.state === 'free' && onVoid ? (
        <Button variant="default" onClick={onVoid}>
          Void coupon
        </Button>
      ) : null}
    </Stack>
  );
}
