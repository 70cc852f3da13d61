import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAsk } from '#web/ask.ts';
import { FactList } from '#web/kit/FactList.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import type { State } from '#web/kit/states.ts';
import classes from '../parts/Operating.module.css';
import { doctor, type Finding, system } from '../questions.ts';
import { bytes } from '../words.ts';

const LOOK: Record<Finding['verdict'], { state: State; word: string }> = {
  well: { state: 'done', word: 'Well' },
  look: { state: 'at-risk', word: 'Look at' },
  broken: { state: 'refused', word: 'Broken' },
};

/** What runs here, whether it is well, how large it is, and how it is set. */
export default function System() {
  const now = useAsk(system);
  return (
    <Page title="System" lead="What this installation runs on. Numbers are of the process that answered.">
      <Health />
      <Section title="This process">
        <FactList
          facts={[
            { name: 'Guildhall', value: now.version },
            { name: 'Running since', value: <RelativeTime instant={now.startedAt} /> },
            { name: 'Machine', value: now.host },
            { name: 'Memory', value: bytes(now.memoryBytes) },
            { name: 'Node', value: now.node },
            { name: 'PostgreSQL', value: now.postgresql },
          ]}
        />
      </Section>
      <Section title="Storage">
        <FactList
          facts={[
            ...(now.disk
              ? [
                  { name: 'Data folder', value: now.disk.folder },
                  {
                    name: 'Free on its disk',
                    value:
                      now.disk.freeBytes === null ? null : (
                        <>
                          {bytes(now.disk.freeBytes)} {now.disk.totalBytes ? `of ${bytes(now.disk.totalBytes)}` : ''}{' '}
                          {now.disk.low ? <StateBadge state="at-risk" word="Low" plain /> : null}
                        </>
                      ),
                  },
                ]
              : []),
            { name: 'Database', value: bytes(now.databaseBytes) },
            { name: 'Kept files', value: `${now.files.count.toLocaleString('en')}, ${bytes(now.files.bytes)}` },
          ]}
        />
      </Section>
      <Section title="Database by module">
        <FactList facts={now.schemas.map((row) => ({ name: row.schema, value: bytes(row.bytes) }))} />
      </Section>
      <Section title="Settings in force">
        <p>Set by the environment of the process; change them there and start it again.</p>
        <ul className={classes.rows}>
          {now.settings.map((each) => (
            <li key={each.name} className={classes.row}>
              <span className={classes.name}>
                <code>{each.name}</code>
                <span className={classes.quiet}>{each.words}</span>
              </span>
              <span className={classes.value}>
                {each.secret ? (each.given ? 'set, not shown' : 'not set') : (each.value ?? 'not set')}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}

function Health() {
  const first = useAsk(doctor);
  const asked = useQuery({ ...doctor, staleTime: 30_000 });
  const { findings } = asked.data ?? first;
  return (
    <Section
      title="Is it well?"
      actions={
        <Button size="sm" variant="default" loading={asked.isFetching} onClick={() => asked.refetch()}>
          Check again
        </Button>
      }
    >
      {asked.isError ? <Problem error={asked.error} /> : null}
      <ul className={classes.rows}>
        {findings.map((each) => (
          <li key={each.check} className={classes.row}>
            <span className={classes.name}>
              <span>
                {each.title}: {each.words}
              </span>
              {each.todo ? <span className={classes.quiet}>{each.todo}</span> : null}
            </span>
            <StateBadge state={LOOK[each.verdict].state} word={LOOK[each.verdict].word} plain />
          </li>
        ))}
      </ul>
    </Section>
  );
}
