import type { Check } from './types.ts';

type Evidence = Check['evidence'];
const SHOWN = 40;

const SAID: Record<Evidence[number]['finding'], string> = {
  good: 'In order',
  bad: 'Stands in the way',
  unclear: 'Not certain',
  unavailable: 'Could not be read',
};

/** What a check found, place by place: what is not in order is open to see, the rest is folded away. */
export function Findings({ evidence }: { evidence: Evidence }) {
  const open = evidence.filter(({ finding }) => finding !== 'good');
  const good = evidence.filter(({ finding }) => finding === 'good');
  return (
    <>
      <List evidence={open} />
      {good.length === 0 ? null : (
        <details>
          <summary>{`What is in order (${good.length.toLocaleString('en')})`}</summary>
          <List evidence={good} />
        </details>
      )}
    </>
  );
}

function List({ evidence }: { evidence: Evidence }) {
  if (evidence.length === 0) return null;
  const more = evidence.length - SHOWN;
  return (
    <ul>
      {evidence.slice(0, SHOWN).map(({ subject, finding, words }) => (
        <li key={`${subject} ${words}`}>
          <bdi>{subject}</bdi>: {SAID[finding]}. <bdi>{words}</bdi>
        </li>
      ))}
      {more > 0 ? <li>{`and ${more.toLocaleString('en')} more`}</li> : null}
    </ul>
  );
}
