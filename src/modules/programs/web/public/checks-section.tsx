import { Retold } from '#web/public/language.tsx';
import type { CheckName } from '../../policy/requirements.ts';
import { Findings } from './findings.tsx';
import type { StatusPart } from './status-part.ts';
import type { Check } from './types.ts';
import { useWords, type Words } from './words/index.ts';

/** Each check with what it came to. The proof of control has a section of its own while it is open. */
export function ChecksSection({ application }: StatusPart) {
  const { say } = useWords();
  const checks = application.checks.filter(({ name }) => !(application.proof && name === 'control-proved'));
  if (checks.length === 0) return null;
  return (
    <section id="checks">
      <h2>{say('checks.title')}</h2>
      <dl className="facts">
        {checks.map((check) => (
          <div key={check.name}>
            <dt>{titleOf(check, say)}</dt>
            <dd>
              <b>{say(`check-state.${check.state}`)}</b>
              {check.state !== 'running' && check.words ? (
                <p>
                  <Retold text={check.words} />
                </p>
              ) : null}
              <Findings name={check.name} evidence={check.evidence} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const NAMES: Record<CheckName, true> = {
  'mail-confirmed': true,
  'control-proved': true,
  'repositories-public': true,
  'osi-licences': true,
  'namespace-visibility': true,
  'country-allowed': true,
  'not-duplicate': true,
  'institution-mail': true,
  'own-mail-domain': true,
  document: true,
  funding: true,
  'not-customer': true,
  'answers-meet': true,
  'within-limits': true,
  'external-verifier': true,
};
const known = (name: string): name is CheckName => Object.hasOwn(NAMES, name);

/** A check's name in the page's language; that of a check which is no more, as it was recorded. */
const titleOf = ({ name, title }: Check, say: Words['say']): string => (known(name) ? say(`check.${name}`) : title);
