import { Button } from '@mantine/core';
import { IconBan, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useAsk } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { useList } from '#web/kit/useList.ts';
import { WorkList } from '#web/kit/WorkList.tsx';
import type { Column } from '#web/kit/workListTypes.ts';
import { mayIn, useMe } from '#web/me.ts';
import { skusOf } from '../../policy/benefit.ts';
import { couponFields, narrowed } from '../listInput.ts';
import { mailWords } from '../mailWords.ts';
import { AddCoupons } from '../parts/AddCoupons.tsx';
import { CouponPeek } from '../parts/CouponPeek.tsx';
import { PoolForecast } from '../parts/PoolForecast.tsx';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import { Stock } from '../parts/Stock.tsx';
import { StockThresholds } from '../parts/StockThresholds.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { VoidCoupons } from '../parts/VoidCoupons.tsx';
import { type CouponRow, coupons, couponsInput, program as programQuestion } from '../questions.ts';

const noun = ['coupon', 'coupons'] as const;
const rowId = (row: CouponRow) => row.id;
const states = {
  free: <StateBadge state="in-time" word="Free" plain />,
  issued: <StateBadge state="done" word="Given out" plain />,
  expired: <StateBadge state="paused" word="Run out" plain />,
  void: <StateBadge state="paused" word="Void" plain />,
};
const columns: Column<CouponRow>[] = [
  { id: 'code', label: 'Code ends', cell: (row) => row.ending, width: '110px' },
  { id: 'state', label: 'State', cell: (row) => states[row.state], width: '110px', onPhone: true },
  { id: 'sku', label: 'SKU', cell: (row) => row.sku, width: '150px', onPhone: true },
  { id: 'batch', label: 'Batch', cell: (row) => row.batch, width: '150px' },
  {
    id: 'added',
    label: 'Added',
    cell: (row) => <RelativeTime instant={row.addedAt} />,
    width: '120px',
    optional: true,
  },
  {
    id: 'issued',
    label: 'Given to',
    cell: (row) =>
      row.issued?.application === null ? (
        row.issued.project
      ) : row.issued ? (
        <Link href={`/programs/applications/${row.issued.application}`}>
          {row.issued.project}, {row.issued.number}
        </Link>
      ) : (
        row.voidWords
      ),
    onPhone: true,
  },
  {
    id: 'sent',
    label: 'Given out',
    cell: (row) => (row.issued ? <RelativeTime instant={row.issued.at} /> : null),
    width: '140px',
  },
  {
    id: 'mail',
    label: 'Mail',
    cell: (row) => (row.issued ? mailWords(row.issued.mailState).short : null),
    width: '120px',
  },
];

/** The coupon register of a program: what is left, every code with its whereabouts, new batches. */
export default function Coupons() {
  const me = useMe();
  const program = useProgram();
  const kept = useAsk(programQuestion(program.id));
  const { stock, policy } = kept;
  const skus = useMemo(() => stock.map(({ sku }) => sku), [stock]);
  const fields = useMemo(() => couponFields(skus), [skus]);
  const handle = narrowed(useList(fields));
  const { list } = handle;
  const page = useAsk(coupons(program.id, list));
  const [adding, setAdding] = useState(false);
  const [voided, setVoided] = useState<CouponRow[]>([]);
  const mayManage = mayIn(me, 'coupons.manage', program.id);
  const add = (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>
      Add coupons
    </Button>
  );
  return (
    <Page
      title={program.name}
      documentTitle={`Coupons of the ${program.name}`}
      actions={
        mayManage ? (
          <>
            {stock.length > 0 ? <StockThresholds program={kept} /> : null}
            {add}
          </>
        ) : null
      }
    >
      <ProgramNav program={program} page="coupons" />
      <Stock stock={stock} />
      {mayManage ? <PoolForecast program={program.id} /> : null}
      <WorkList
        id="coupons"
        noun={noun}
        page={page}
        columns={columns}
        fields={fields}
        handle={handle}
        rowId={rowId}
        rowHref={(row) => `/programs/${program.slug}/coupons?peek=${row.id}`}
        rowName={(row) => `Coupon ${row.ending}`}
        peek={(row) => <CouponPeek row={row} onVoid={mayManage ? () => setVoided([row]) : null} />}
        actions={
          mayManage
            ? [
                {
                  id: 'void',
                  label: 'Void coupon',
                  key: 'v',
                  icon: IconBan,
                  danger: true,
                  may: (row) => row.state === 'free',
                  run: setVoided,
                },
              ]
            : []
        }
        tools={
          page.rows.length > 0 ? (
            <ExportButton
              name={`coupons-${program.slug}`}
              label="Export whole codes"
              part={(after) => {
                const { limit: _, ...filters } = couponsInput(program.id, { ...list, after });
                return client.programs.exportCoupons(filters);
              }}
            />
          ) : null
        }
        empty={
          <EmptyState title="No coupons yet" action={mayManage ? add : null}>
            Members get their benefit by a code. Ask the shop for a list of one-time codes, one a line, and add it here
            with its SKU; the codes go out by themselves, each once.
          </EmptyState>
        }
      />
      <AddCoupons
        program={program}
        skus={[...new Set([...skusOf(policy.benefit), ...skus])]}
        opened={adding}
        onClose={() => setAdding(false)}
      />
      <VoidCoupons coupons={voided} onClose={() => setVoided([])} />
    </Page>
  );
}
