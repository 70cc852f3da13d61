import { Findings } from './findings.tsx';
import type { StatusPart } from './status-page.tsx';
import type { Check } from './types.ts';

const SAID: Record<Check['state'], string> = {
  waiting: 'Not begun yet',
  running: 'At work',
  passed: 'In order',
  failed: 'Stands in the way',
  unsure: 'A person has to look',
  unavailable: 'Could not be read for now',
};

/** Each check with what it came to. The proof of control has a section of its own while it is open. */
export function ChecksSection({ application }: StatusPart) {
  const checks = application.checks.filter(({ name }) => !(application.proof && name === 'control-proved'));
  if (checks.length === 0) return null;
  return (
    <section id="checks">
      <h2>Checks</h2>
      <dl className="facts">
        {checks.map((check) => (
          <div key={check.name}>
            <dt>{check.title}</dt>
            <dd>
              <b>{SAID[check.state]}</b>
              {check.state !== 'running' && check.words ? <p>{check.words}</p> : null}
              <Findings evidence={check.evidence} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
