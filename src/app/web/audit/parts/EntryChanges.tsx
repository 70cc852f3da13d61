import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Section } from '#web/kit/Section.tsx';
import type { Entry } from '../questions.ts';
import { fieldWords, written } from '../written.ts';

const isNothing = (value: unknown): boolean => value === null || value === undefined;

/** What changed, what the fact carries, and what else came of the same request. */
export function EntryChanges({ entry }: { entry: Entry }) {
  const carried = Object.entries((entry.data ?? {}) as Record<string, unknown>);
  return (
    <>
      <Section title="What changed">
        {entry.changes.length === 0 ? (
          <p>No values are kept with this entry: there were none, or they were erased.</p>
        ) : (
          <FactList
            facts={entry.changes.map(({ field, before, after }) => ({
              name: fieldWords(field),
              value: isNothing(before) ? written(after) : `${written(after)} (before: ${written(before)})`,
            }))}
          />
        )}
      </Section>
      {carried.length === 0 ? null : (
        <Section title="What it carries">
          <FactList facts={carried.map(([name, value]) => ({ name: fieldWords(name), value: written(value) }))} />
        </Section>
      )}
      {entry.together.length === 0 ? null : (
        <Section title="In the same request">
          <ul>
            {entry.together.map((each) => (
              <li key={each.id}>
                <Link href={`/settings/audit/${each.id}`}>{each.words}</Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
