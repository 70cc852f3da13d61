import { Button, Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useAsk, useOperation } from '#web/ask.ts';
import { Link } from '#web/kit/Link.tsx';
import { NeedsYou } from '#web/kit/NeedsYou.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import { mayIn, useMe } from '#web/me.ts';
import { one, type Search } from '#web/search.ts';
import { OpenState } from '../parts/OpenState.tsx';
import { ProgramFigures } from '../parts/ProgramFigures.tsx';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import { StageBars } from '../parts/StageBars.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { WeekLines } from '../parts/WeekLines.tsx';
import { WhatHappened } from '../parts/WhatHappened.tsx';
import { periodChoices, periodNamed } from '../period.ts';
import { type ApplicationRow, programHome, waiting } from '../questions.ts';
import { stageLooks } from '../stages.ts';
import classes from './ProgramHome.module.css';

/** A program in figures, what waits in it, how it went by week, and what happened last; for a fiscal period in the address. */
export default function ProgramHome() {
  const me = useMe();
  const program = useProgram();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { zone, fiscalStartMonth } = me.organisation;
  const choices = useMemo(() => periodChoices(new Date(), { zone, fiscalStartMonth }), [zone, fiscalStartMonth]);
  const period = periodNamed(one(search, 'period'), choices);
  const home = useAsk(programHome(program.id, period));
  const queue = useAsk(waiting(program.id));
  const mayManage = mayIn(me, 'programs.manage', program.id);
  const openClose = useOperation((c) => (program.open ? c.programs.closeProgram : c.programs.openProgram), {
    onDone: () =>
      showDone(
        program.open
          ? 'Closed: no more applications are taken; running ones go on.'
          : 'Open: the public page takes applications.',
      ),
  });
  return (
    <Page
      title={program.name}
      state={<OpenState program={program} />}
      actions={
        <>
          <Select
            aria-label="Period"
            w={250}
            allowDeselect={false}
            value={period.id}
            data={choices.map(({ id, label }) => ({ value: id, label }))}
            onChange={(id) =>
              navigate({ to: '.', search: { ...search, period: id === choices[0]?.id ? undefined : id } as never })
            }
          />
          {mayManage ? (
            <Button
              variant="default"
              loading={openClose.isPending}
              onClick={() => openClose.mutate({ program: program.id })}
            >
              {program.open ? 'Close program' : 'Open program'}
            </Button>
          ) : null}
        </>
      }
    >
      <ProgramNav program={program} page="home" />
      {openClose.isError ? <Problem error={openClose.error} /> : null}
      <ProgramFigures home={home} than="the same time before" />
      <div className={classes.columns}>
        <Section
          title="Needs you"
          framed
          actions={
            <Link href={`/programs/applications?program=${program.id}&waiting=us&sort=due&view=waiting`}>
              All that wait for us
            </Link>
          }
        >
          <NeedsYou
            items={queue.rows.map(needsItem)}
            total={queue.total ?? (queue.next === null ? queue.rows.length : program.waitingForUs)}
          />
        </Section>
        <Section title="What happened" framed>
          <WhatHappened happened={home.happened} program={program} />
        </Section>
      </div>
      <div className={classes.columns}>
        <Section title="Applications by stage, now" framed>
          <StageBars stages={home.stages} program={program} />
        </Section>
        <div>
          <WeekLines weeks={home.weeks} />
        </div>
      </div>
    </Page>
  );
}

const needsItem = (row: ApplicationRow) => ({
  id: row.id,
  title: row.project,
  words: `${row.number}, ${stageLooks[row.stage].label}`,
  href: `/programs/applications/${row.id}`,
  due: row.clock.dueAt,
  health: row.clock.health,
});
