import { Retold, useReading } from '#web/public/language.tsx';
import type { Check } from './types.ts';
import { useWords } from './words/index.ts';

type Evidence = Check['evidence'];
const SHOWN = 40;

/** What a check found, place by place: what is not in order is open to see, the rest is folded away. */
export function Findings({ name = '', evidence }: { name?: string; evidence: Evidence }) {
  const { say } = useWords();
  const open = evidence.filter(({ finding }) => finding !== 'good');
  const good = evidence.filter(({ finding }) => finding === 'good');
  return (
    <>
      <List name={name} evidence={open} />
      {good.length === 0 ? null : (
        <details>
          <summary>{say('findings.in-order', { n: good.length })}</summary>
          <List name={name} evidence={good} />
        </details>
      )}
    </>
  );
}

function List({ name, evidence }: { name: string; evidence: Evidence }) {
  const { retell } = useReading();
  const { say, countryNamed, colon, stop } = useWords();
  if (evidence.length === 0) return null;
  const more = evidence.length - SHOWN;
  // Subjects are addresses, but for those of two checks: a country by its English name, and "Mail address".
  const told = (subject: string) => (name === 'country-allowed' ? countryNamed(subject) : (retell(subject) ?? subject));
  return (
    <ul>
      {evidence.slice(0, SHOWN).map(({ subject, finding, words }) => (
        <li key={`${subject} ${words}`}>
          <bdi>{told(subject)}</bdi>
          {colon}
          {say(`finding.${finding}`)}
          {stop}
          <bdi>
            <Retold text={words} />
          </bdi>
        </li>
      ))}
      {more > 0 ? <li>{say('findings.more', { n: more })}</li> : null}
    </ul>
  );
}
