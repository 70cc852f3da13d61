import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { useAsk } from '#web/ask.ts';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { shortDate } from '#web/kit/time.ts';
import { poolForecast } from '../questions.ts';
import { type FieldsAct, FieldsDialog } from './FieldsDialog.tsx';
import classes from './member.module.css';

const rounded = (n: number) => n.toLocaleString('en', { maximumFractionDigits: 1 });

/** How many codes the coming year takes by SKU, how that is worked out, and when each pool runs out. */
export function PoolForecast({ program }: { program: string }) {
  const forecast = useAsk(poolForecast(program));
  const [act, setAct] = useState<FieldsAct | null>(null);
  const quarters = forecast.skus[0]?.quarters ?? [];
  if (forecast.skus.length === 0) return null;
  const factor: FieldsAct = {
    title: 'Codes a renewal takes',
    submit: 'Save',
    fields: [
      {
        name: 'factor',
        kind: 'number',
        label: 'Codes a renewal takes on the average',
        description: 'More than 1 where renewals often need a second code.',
        value: String(forecast.reverification),
        missing: 'Write a number.',
      },
    ],
    run: (c, v) => c.programs.setReverification({ program, factor: Number(v.factor) }),
    done: 'Saved. The forecast is worked out anew.',
  };
  return (
    <Section
      title="Forecast of the pool"
      actions={
        <Button size="compact-sm" variant="default" onClick={() => setAct(factor)}>
          Change factor
        </Button>
      }
    >
      <div className={classes.scroll}>
        <Table fz={13} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>SKU</Table.Th>
              <Table.Th ta="right">Left</Table.Th>
              {quarters.map(({ from }) => (
                <Table.Th key={from} ta="right">
                  From {shortDate(from)}
                </Table.Th>
              ))}
              <Table.Th ta="right">Year</Table.Th>
              <Table.Th>Runs out</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {forecast.skus.map((each) => (
              <Table.Tr key={each.sku}>
                <Table.Td>{each.sku}</Table.Td>
                <Table.Td ta="right">{each.left.toLocaleString('en')}</Table.Td>
                {each.quarters.map((q) => (
                  <Table.Td key={q.from} ta="right">
                    {rounded(q.codes)}
                  </Table.Td>
                ))}
                <Table.Td ta="right">{rounded(each.year)}</Table.Td>
                <Table.Td>
                  {each.runsOutOn ? (
                    <StateBadge state="at-risk" word={shortDate(`${each.runsOutOn}T12:00:00Z`)} plain />
                  ) : (
                    'not within the year'
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <p className={classes.quiet}>
        {forecast.formula} Codes a renewal takes: {rounded(forecast.reverification)}.
      </p>
      <FieldsDialog act={act} onClose={() => setAct(null)} />
    </Section>
  );
}
