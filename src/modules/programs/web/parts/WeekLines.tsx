import { Chart } from '#web/kit/Chart.tsx';
import { shortDate } from '#web/kit/time.ts';
import type { ProgramHome } from '../questions.ts';

/** How many applications were sent, approved and refused, week by week. */
export function WeekLines({ weeks }: { weeks: ProgramHome['weeks'] }) {
  // A week that has not begun has no numbers; nought would be a lie.
  const begun = weeks.filter(({ week }) => Date.parse(week) <= Date.now());
  const quiet = begun.every(({ submitted, approved, refused }) => submitted + approved + refused === 0);
  return (
    <Chart
      title="Sent, approved and refused by week"
      kind="lines"
      rows={(quiet ? [] : begun).map((week) => ({
        label: shortDate(week.week),
        submitted: week.submitted,
        approved: week.approved,
        refused: week.refused,
      }))}
      series={[
        { key: 'submitted', label: 'sent', colour: 'var(--gh-accent)' },
        { key: 'approved', label: 'approved', colour: 'var(--gh-done)' },
        { key: 'refused', label: 'refused', colour: 'var(--gh-refused)' },
      ]}
      noData="No applications in this period"
    />
  );
}
