import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { NeedsYou } from '#web/kit/NeedsYou.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Section } from '#web/kit/Section.tsx';
import { may, useMe } from '#web/me.ts';
import { type HomePanel, useModules } from '#web/module.ts';
import { needsMe } from '../parts.ts';
import classes from './Home.module.css';

/** Where the day begins: the figures that the modules bring, what waits for the viewer, then charts and what happened. */
export default function Home() {
  const me = useMe();
  const modules = useModules();
  const panels = modules.flatMap(({ homePanels = [] }) => homePanels).filter((panel) => may(me, panel.permission));
  return (
    <Page title="Home">
      {panels
        .filter(({ place }) => place === 'top')
        .map((panel) => (
          <TopPanel key={panel.id} panel={panel} />
        ))}
      <Needs />
      <div className={classes.panels}>
        {panels
          .filter(({ place }) => place !== 'top')
          .map((panel) => (
            <Panel key={panel.id} panel={panel} />
          ))}
      </div>
    </Page>
  );
}

function Needs() {
  const asked = useQuery(needsMe);
  return (
    <Section title="Needs you" id="needs-me" framed>
      {asked.isError ? <Problem error={asked.error} onRetry={() => asked.refetch()} /> : null}
      {asked.isPending ? <Skeleton height={120} /> : null}
      {asked.data ? <NeedsYou {...asked.data} /> : null}
    </Section>
  );
}

/** Figures need no heading: they say what they are. */
function TopPanel({ panel }: { panel: HomePanel }) {
  const Content = useMemo(() => lazy(panel.component), [panel.component]);
  return (
    <section aria-label={panel.title} className={classes.top}>
      <Suspense fallback={<Skeleton height={120} />}>
        <Content />
      </Suspense>
    </section>
  );
}

function Panel({ panel }: { panel: HomePanel }) {
  const Content = useMemo(() => lazy(panel.component), [panel.component]);
  const content = (
    <Suspense fallback={<Skeleton height={160} />}>
      <Content />
    </Suspense>
  );
  return (
    <div data-wide={panel.wide || undefined} className={classes.panel}>
      {panel.bare ? (
        <section aria-label={panel.title}>{content}</section>
      ) : (
        <Section title={panel.title} framed>
          {content}
        </Section>
      )}
    </div>
  );
}
