import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { ConfirmTyped } from '#web/kit/ConfirmTyped.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Progress } from '#web/kit/Progress.tsx';
import { counted } from '#web/kit/plural.ts';
import { Section } from '#web/kit/Section.tsx';
import { sampleState } from '../parts.ts';

const LEAD =
  'One invented company with two years of history, to look around in. It has a program of its own, so that nothing invented mixes with your records, and nobody is ever mailed.';

/** Whether the sample organisation is loaded; loads it, shows how far that is, and removes it. */
export default function Sample() {
  const { data: sample } = useSuspenseQuery({
    ...sampleState,
    refetchInterval: (query) => (query.state.data?.state === 'loading' ? 1000 : false),
  });
  const [asked, setAsked] = useState(false);
  const load = useOperation((c) => c.sample.load);
  const remove = useOperation((c) => c.sample.remove, { onDone: () => setAsked(false) });
  const removal = (
    <Button variant="default" onClick={() => setAsked(true)}>
      Remove the sample organisation
    </Button>
  );
  return (
    <Page title="Sample organisation" lead={LEAD}>
      {sample.state === 'none' ? (
        <Section title="Not loaded">
          <p>Loading takes about a minute. You can go on working meanwhile.</p>
          {load.error ? <Problem error={load.error} /> : null}
          <Button onClick={() => load.mutate({})} loading={load.isPending}>
            Load the sample organisation
          </Button>
        </Section>
      ) : null}
      {sample.state === 'loading' ? (
        <Section title="Loading" actions={removal}>
          <Progress
            title="Telling two years, week by week"
            done={sample.progress?.done ?? 0}
            of={sample.progress?.total ?? null}
            words={sample.progress?.words ?? 'About to begin.'}
          />
        </Section>
      ) : null}
      {sample.state === 'failed' ? (
        <Section title="Loading failed" actions={removal}>
          <p>{sample.progress?.words}</p>
        </Section>
      ) : null}
      {sample.state === 'loaded' ? (
        <Section title="Loaded" actions={removal}>
          <p>
            {counted(sample.applications, 'application')} of {counted(sample.people, 'person', 'people')}.{' '}
            {sample.program ? <Link href={`/programs/${sample.program}`}>Open its program</Link> : null}
          </p>
        </Section>
      ) : null}
      <ConfirmTyped
        opened={asked}
        title="Remove the sample organisation"
        word={sample.confirmation}
        submit="Remove the sample organisation"
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ confirm: 'remove sample' })}
        onClose={() => setAsked(false)}
      >
        Its program, applications, people and figures go, with everything that was done with them since. Your own
        records stay as they are. This cannot be undone.
      </ConfirmTyped>
    </Page>
  );
}
