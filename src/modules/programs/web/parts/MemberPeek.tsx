import { Stack } from '@mantine/core';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { shortDate } from '#web/kit/time.ts';
import { memberLooks } from '../memberStates.ts';
import type { MemberRow } from '../questions.ts';

/** A member looked into from the list. */
export function MemberPeek({ row }: { row: MemberRow }) {
  return (
    <Stack gap={16} align="flex-start">
      <FactList
        facts={[
          { name: 'State', value: memberLooks[row.state].label },
          { name: 'Since', value: <RelativeTime instant={row.since} /> },
          { name: 'Owner', value: row.owner },
          { name: 'Namespace', value: row.namespace },
          { name: 'Level', value: row.level },
          { name: 'SKU', value: row.sku },
          { name: 'Member since', value: row.startsAt ? shortDate(row.startsAt) : 'not begun' },
          { name: 'Ends', value: row.endsAt && shortDate(row.endsAt) },
          {
            name: 'Application',
            value: row.application && (
              <Link href={`/programs/applications/${row.application.id}`}>{row.application.number}</Link>
            ),
          },
          {
            name: 'Renewal',
            value: row.renewal && <Link href={`/programs/applications/${row.renewal.id}`}>{row.renewal.number}</Link>,
          },
        ]}
      />
      <Link href={`/programs/members/${row.id}`}>Open the member</Link>
    </Stack>
  );
}
