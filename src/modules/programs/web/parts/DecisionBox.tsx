import { Evidence } from '#web/kit/Evidence.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { counted } from '#web/kit/plural.ts';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import type { Application } from '../questions.ts';
import { evidenceOf } from './checkEvidence.tsx';

/** The decision in force: who or which rule, why, on what, when it took effect. */
export function DecisionBox({ application }: { application: Application }) {
  const { decision } = application;
  if (!decision) return null;
  const refused = decision.verdict === 'refused';
  return (
    <Section title="Decision">
      <FactList
        facts={[
          { name: 'Verdict', value: refused ? 'Refused' : 'Approved' },
          ...(decision.tier ? [{ name: 'Tier', value: decision.tier }] : []),
          { name: 'By', value: decision.by ?? `The rule of policy ${decision.policyVersion}` },
          ...(decision.secondedBy ? [{ name: 'Second opinion', value: decision.secondedBy }] : []),
          ...decision.evidence.exceptions.map(({ requirements, agreed }) => ({
            name: 'Exception',
            value: `${requirements.map(({ title }) => title).join(', ')}; ${agreed} agreed`,
          })),
          ...(decision.reason
            ? [
                { name: 'Reason', value: decision.reason.label },
                { name: 'Advice given', value: decision.reason.advice },
              ]
            : []),
          ...(decision.words === ''
            ? []
            : [{ name: 'Words', value: <span style={{ whiteSpace: 'pre-line' }}>{decision.words}</span> }]),
          { name: 'Rests on', value: restsOn(decision) },
          { name: 'Decided', value: <RelativeTime instant={decision.at} /> },
          {
            name: decision.settled ? 'Took effect' : 'Takes effect',
            value: <RelativeTime instant={decision.finalAt} />,
          },
        ]}
      />
      <EvidenceThen evidence={decision.evidence} />
    </Section>
  );
}

type Decision = NonNullable<Application['decision']>;

function restsOn({ evidence: { checks, statements }, policyVersion }: Decision): string {
  const passed = checks.filter(({ state }) => state === 'passed').length;
  const signed = counted(statements.length, 'signed statement');
  return `${passed} of ${counted(checks.length, 'check')} passed, ${signed}; policy ${policyVersion}`;
}

/** The checks and statements as they stood when it was decided, whatever was run again since. */
function EvidenceThen({ evidence: { checks, statements } }: Pick<Decision, 'evidence'>) {
  if (checks.length + statements.length === 0) return null;
  return (
    <details>
      <summary>What it rested on, as it was then</summary>
      <Evidence
        items={[
          ...checks.map(evidenceOf),
          ...statements.map(({ code, words, at }) => ({
            id: `statement:${code}`,
            requirement: words,
            verdict: 'holds' as const,
            found: null,
            source: 'Signed by the applicant',
            at,
          })),
        ]}
      />
    </details>
  );
}
