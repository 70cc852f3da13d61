import { Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useAsk } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { Figures } from '#web/figures/Figures.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Section } from '#web/kit/Section.tsx';
import { useMe } from '#web/me.ts';
import { one, type Search } from '#web/search.ts';
import { figuresInput, narrowedBy, programFigures, sourceWords } from '../figures.ts';
import { readingOf } from '../parts/ProgramFigures.tsx';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { periodChoices, periodNamed } from '../period.ts';
import classes from './ProgramFigures.module.css';

const names = new Intl.DisplayNames('en', { type: 'region' });
const ALL = 'all';

/** All figures of a program by what they are about, for a period, a country and a way of coming, each against the year before. */
export default function ProgramFigures() {
  const me = useMe();
  const program = useProgram();
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { zone, fiscalStartMonth } = me.organisation;
  const choices = useMemo(() => periodChoices(new Date(), { zone, fiscalStartMonth }, 8), [zone, fiscalStartMonth]);
  const period = periodNamed(one(search, 'period'), choices);
  const shown = useAsk(programFigures(program.id, period, search));
  const filters = narrowedBy(search);
  const change = (name: string, value: string | null, usual: string | undefined) =>
    navigate({ to: '.', search: { ...search, [name]: value === usual ? undefined : (value ?? undefined) } as never });
  return (
    <Page title={program.name} documentTitle={`Figures of the ${program.name}`}>
      <ProgramNav program={program} page="figures" />
      <div className={classes.filters}>
        <Select
          aria-label="Period"
          w={250}
          allowDeselect={false}
          value={period.id}
          data={choices.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) => change('period', id, choices[0]?.id)}
        />
        <Select
          aria-label="Country"
          w={200}
          searchable
          allowDeselect={false}
          value={filters.country ?? ALL}
          data={[
            { value: ALL, label: 'All countries' },
            ...shown.countries.map((value) => ({ value, label: names.of(value) ?? value })),
          ]}
          onChange={(country) => change('country', country, ALL)}
        />
        <Select
          aria-label="How they came"
          w={200}
          allowDeselect={false}
          value={filters.source ?? ALL}
          data={[
            { value: ALL, label: 'However they came' },
            ...Object.entries(sourceWords).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(source) => change('source', source, ALL)}
        />
        <ExportButton
          name={`figures-${period.id}`}
          part={() => client.programs.exportFigures(figuresInput(program.id, period, search))}
        />
      </div>
      {shown.groups.map((group) => (
        <Section key={group.name} title={group.name}>
          <Figures
            figures={group.figures.map((figure) => ({
              reading: readingOf(figure, shown, filters),
              ...(figure.before === null ? {} : { before: { value: figure.before, than: 'a year before' } }),
            }))}
          />
        </Section>
      ))}
      {shown.left.length > 0 ? (
        <p className={classes.left}>Not told apart so: {shown.left.map(({ name }) => name).join(', ')}.</p>
      ) : null}
    </Page>
  );
}
