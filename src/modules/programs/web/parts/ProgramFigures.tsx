import { Drawer, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FigureBehind } from '#web/figures/FigureBehind.tsx';
import { figureReading } from '#web/figures/questions.ts';
import { FigureCard } from '#web/kit/FigureCard.tsx';
import type { FigureReading } from '#web/kit/figure.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import type { ProgramHome } from '../questions.ts';
import classes from './ProgramFigures.module.css';

/** `program` null: of all programs that the viewer may see. */
type Figures = Pick<ProgramHome, 'figures' | 'period'> & { program: { id: string } | null };

/** As many as are taken in at a glance; the others open below. */
const FIRST = 6;

/** The figures of a program's home; each opens to its definition and rows beside the page, and has an address of its own. */
export function ProgramFigures({ home, than }: { home: Figures; than: string }) {
  const [open, setOpen] = useState<FigureReading | null>(null);
  const card = (figure: ProgramHome['figures'][number]) => {
    const reading = readingOf(figure, home);
    return (
      <FigureCard
        key={figure.id}
        reading={reading}
        {...(figure.before === null ? {} : { before: { value: figure.before, than } })}
        onOpen={() => setOpen(reading)}
      />
    );
  };
  return (
    <>
      <div className={classes.grid}>{home.figures.slice(0, FIRST).map(card)}</div>
      {home.figures.length > FIRST ? (
        <details className={classes.more}>
          <summary>{counted(home.figures.length - FIRST, 'more figure')}</summary>
          <div className={classes.grid}>{home.figures.slice(FIRST).map(card)}</div>
        </details>
      ) : null}
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        size={520}
        title={open?.figure.name}
      >
        {open ? <Opened reading={open} /> : null}
      </Drawer>
    </>
  );
}

/** The home tells value and words; formula and as-of time are fetched when somebody looks behind the figure. */
function Opened({ reading }: { reading: FigureReading }) {
  const { zone: _, ...filters } = reading.filters;
  const given = Object.entries(filters).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  const asked = useQuery(figureReading(reading.figure.id, Object.fromEntries(given)));
  if (asked.isError) return <Problem error={asked.error} onRetry={() => asked.refetch()} />;
  if (asked.isPending) {
    return (
      <Stack gap={10}>
        {[1, 2, 3, 4, 5].map((bone) => (
          <Skeleton key={bone} height={18} />
        ))}
      </Stack>
    );
  }
  return <FigureBehind reading={asked.data} />;
}

/** A figure of a home as cards show it; `narrowed`: by what else it was asked for. */
export function readingOf(
  figure: ProgramHome['figures'][number],
  { program, period }: Pick<Figures, 'program' | 'period'>,
  narrowed: { country: string | null; source: string | null } = { country: null, source: null },
): FigureReading {
  const { value, of, parts, before: _before, ...definition } = figure;
  return {
    figure: { ...definition, formula: '', grain: '' },
    value,
    of,
    parts,
    filters: { program: program?.id ?? null, ...period, ...narrowed },
    asOf: '',
  };
}
