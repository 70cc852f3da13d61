import { useParams, useSearch } from '@tanstack/react-router';
import { useAsk } from '#web/ask.ts';
import { FigureBehind } from '#web/figures/FigureBehind.tsx';
import { figureReading } from '#web/figures/questions.ts';
import { Page } from '#web/kit/Page.tsx';
import type { Search } from '#web/search.ts';

/** A figure at its own address, so that a colleague can open it with the same filters. */
export default function Figure() {
  const { figure = '' } = useParams({ strict: false }) as { figure?: string };
  const reading = useAsk(figureReading(figure, useSearch({ strict: false }) as Search));
  return (
    <Page title={reading.figure.name}>
      <div style={{ maxWidth: 760 }}>
        <FigureBehind reading={reading} />
      </div>
    </Page>
  );
}
