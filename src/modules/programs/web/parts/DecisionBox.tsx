import { FactList } from '#web/kit/FactList.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { checksWords } from '../checksWords.ts';
import type { Application } from '../questions.ts';

/** The decision in force: who or which rule, why, on what, when it took effect. */
export function DecisionBox({ application }: { application: Application }) {
  const { decision, checks } = application;
  if (!decision) return null;
  const refused = decision.verdict === 'refused';
  return (
    <Section title="Decision">
      <FactList
        facts={[
          { name: 'Verdict', value: refused ? 'Refused' : 'Approved' },
          { name: 'By', value: decision.by ?? `The rule of policy ${decision.policyVersion}` },
          ...(decision.reason
            ? [
                { name: 'Reason', value: decision.reason.label },
                { name: 'Advice given', value: decision.reason.advice },
              ]
            : []),
          ...(decision.words === ''
            ? []
            : [{ name: 'Words', value: <span style={{ whiteSpace: 'pre-line' }}>{decision.words}</span> }]),
          { name: 'Rests on', value: `${checksWords(checks)}; policy ${decision.policyVersion}` },
          { name: 'Decided', value: <RelativeTime instant={decision.at} /> },
          {
            name: decision.settled ? 'Took effect' : 'Takes effect',
            value: <RelativeTime instant={decision.finalAt} />,
          },
        ]}
      />
    </Section>
  );
}
