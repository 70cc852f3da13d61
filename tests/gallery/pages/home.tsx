import { ask, useAsk } from '#web/ask.ts';
import { Figures } from '#web/figures/Figures.tsx';
import { Chart } from '#web/kit/Chart.tsx';
import { NeedsYou } from '#web/kit/NeedsYou.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Section } from '#web/kit/Section.tsx';
import { figures } from '../fixtures.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'];
const rows = months.map((label, place) => ({
  label,
  approved: place === 3 ? null : 40 + ((place * 17) % 50),
  refused: 8 + ((place * 5) % 11),
  days: 2 + ((place * 7) % 5),
}));

export default function Home() {
  const needs = useAsk(ask((c) => c.work.needsMe, { limit: 20 }));
  return (
    <Page title="Home">
      <Figures
        figures={figures.map((reading, place) => ({
          reading,
          ...(place < 3 ? { before: { value: (reading.value ?? 0) * 0.92, than: 'the quarter before' } } : {}),
        }))}
      />
      <Section title="Needs you" id="needs-me" framed>
        <NeedsYou {...needs} />
      </Section>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))', gap: 24 }}>
        <Chart
          title="Decisions by month"
          kind="bars"
          stacked
          rows={rows}
          series={[
            { key: 'approved', label: 'Approved', colour: 'var(--gh-done)' },
            { key: 'refused', label: 'Refused', colour: 'var(--gh-refused)' },
          ]}
        />
        <Chart
          title="Median business days to decision"
          kind="lines"
          unit="days"
          rows={rows}
          series={[{ key: 'days', label: 'Median' }]}
          target={{ value: 5, label: 'target 5' }}
        />
      </div>
    </Page>
  );
}
