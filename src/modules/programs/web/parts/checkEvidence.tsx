import type { EvidenceItem, Verdict } from '#web/kit/Evidence.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import type { Application } from '../questions.ts';

type Check = Application['checkList'][number];
type Checked = Pick<Check, 'name' | 'title' | 'state' | 'words' | 'evidence' | 'finishedAt'>;

const verdicts: Record<Check['state'], Verdict> = {
  passed: 'holds',
  failed: 'fails',
  unsure: 'unclear',
  unavailable: 'unclear',
  running: 'running',
  waiting: 'running',
};
const findings: Record<Check['evidence'][number]['finding'], Verdict> = {
  good: 'holds',
  bad: 'fails',
  unclear: 'unclear',
  unavailable: 'unclear',
};
const words: Record<Check['state'], string> = {
  passed: 'Holds.',
  failed: 'Fails.',
  unsure: 'Not certain: look yourself.',
  unavailable: 'Could not be looked at. Run it again later.',
  running: 'At work.',
  waiting: 'Waits for its turn, or for the applicant.',
};

const saysItself = ({ words: said, state, evidence }: Checked): boolean =>
  state !== 'passed' && evidence.length === 1 && evidence[0]?.words === said;

/** A check as the kit's list of evidence shows it: state, words, every finding with its source and time. */
export const evidenceOf = (check: Checked): EvidenceItem => ({
  id: check.name,
  requirement: check.title,
  verdict: verdicts[check.state],
  // What the only finding says already is not said again above it.
  found: saysItself(check) ? null : check.words || words[check.state],
  source: null,
  at: check.finishedAt,
  parts: check.evidence.map((finding, place) => ({
    id: `${check.name}:${place}`,
    verdict: findings[finding.finding],
    words: <Finding finding={finding} />,
  })),
});

function Finding({ finding }: { finding: Check['evidence'][number] }) {
  const { subject, href } = finding;
  return (
    <>
      {href !== null && /^https?:/.test(href) ? (
        <a href={href} target="_blank" rel="noreferrer noopener">
          {subject}
        </a>
      ) : (
        subject
      )}
      : {finding.words}{' '}
      <span style={{ color: 'var(--gh-text-2)' }}>
        ({finding.source}, <RelativeTime instant={finding.at} />)
      </span>
    </>
  );
}
