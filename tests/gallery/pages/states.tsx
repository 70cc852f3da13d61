import { Page } from '#web/kit/Page.tsx';
import { Progress } from '#web/kit/Progress.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { states } from '#web/kit/states.ts';

export default function States() {
  return (
    <Page title="States">
      <Section title="Tinted">
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {states.map((state) => (
            <StateBadge key={state} state={state} />
          ))}
        </div>
      </Section>
      <Section title="Plain">
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16 }}>
          {states.map((state) => (
            <StateBadge key={state} state={state} plain />
          ))}
        </div>
      </Section>
      <Section title="Work under way">
        <Progress title="Import coupons" done={1200} of={5000} words="1,200 read, none refused" />
        <Progress title="Look for repositories" done={31} of={null} words="gitlab.com/example" />
      </Section>
    </Page>
  );
}
