import { IconCircleCheck, IconCircleX, IconHelpCircle, IconLoader } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Evidence.module.css';
import { RelativeTime } from './RelativeTime.tsx';

/** How a check came out: it holds, it fails, nobody can tell, or it still runs. */
export type Verdict = 'holds' | 'fails' | 'unclear' | 'running';

/** One checked requirement: the sentence, the verdict with its reason, where that was seen and when. */
export type EvidenceItem = {
  id: string;
  requirement: string;
  verdict: Verdict;
  /** What was found, in words. */
  found: string | null;
  source: ReactNode;
  at: string | null;
  /** Deeper findings: one line per repository, for example. */
  parts?: { id: string; verdict: Verdict; words: ReactNode }[];
  actions?: ReactNode;
};

const looks = {
  holds: { icon: IconCircleCheck, word: 'Holds', colour: 'var(--gh-done)' },
  fails: { icon: IconCircleX, word: 'Fails', colour: 'var(--gh-late)' },
  unclear: { icon: IconHelpCircle, word: 'Unclear', colour: 'var(--gh-at-risk)' },
  running: { icon: IconLoader, word: 'Running', colour: 'var(--gh-text-2)' },
};

/** The list of checks with their evidence. */
export function Evidence({ items }: { items: EvidenceItem[] }) {
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <li key={item.id} className={classes.item}>
          <VerdictMark verdict={item.verdict} />
          <div className={classes.body}>
            <div className={classes.head}>
              <span className={classes.requirement}>{item.requirement}</span>
              {item.actions}
            </div>
            {item.found ? <p className={classes.found}>{item.found}</p> : null}
            {item.source || item.at ? (
              <p className={classes.source}>
                {item.source}
                {item.source && item.at ? ', ' : null}
                {item.at ? <RelativeTime instant={item.at} /> : null}
              </p>
            ) : null}
            {item.parts && item.parts.length > 0 ? (
              <details className={classes.parts} open={item.verdict !== 'holds'}>
                <summary>{item.parts.length} looked at</summary>
                <ul className={classes.partList}>
                  {item.parts.map((part) => (
                    <li key={part.id}>
                      <VerdictMark verdict={part.verdict} size={14} />
                      <span>{part.words}</span>
                    </li>
                  ))}
                </ul>
              </details>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function VerdictMark({ verdict, size = 18 }: { verdict: Verdict; size?: number }) {
  const { icon: Icon, word, colour } = looks[verdict];
  return (
    <span className={classes.verdict} style={{ color: colour }} title={word}>
      <Icon size={size} stroke={1.8} aria-hidden />
      <span className="gh-visually-hidden">{word}:</span>
    </span>
  );
}
