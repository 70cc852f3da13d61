import { Drawer } from '@mantine/core';
import { useState } from 'react';
import { FigureCard, type FigureCardProps } from '../kit/FigureCard.tsx';
import { FigureGrid } from '../kit/FigureGrid.tsx';
import type { FigureReading } from '../kit/figure.ts';
import { FigureBehind } from './FigureBehind.tsx';

/** The figures of a home page: cards side by side, each opening to its definition and rows in a drawer. */
export function Figures({ figures }: { figures: Omit<FigureCardProps, 'onOpen'>[] }) {
  const [open, setOpen] = useState<FigureReading | null>(null);
  return (
    <>
      <FigureGrid>
        {figures.map((figure) => (
          <FigureCard key={figure.reading.figure.id} {...figure} onOpen={() => setOpen(figure.reading)} />
        ))}
      </FigureGrid>
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        size={520}
        title={open?.figure.name}
      >
        {open ? <FigureBehind reading={open} /> : null}
      </Drawer>
    </>
  );
}
