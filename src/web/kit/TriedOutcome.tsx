import { StateBadge } from './StateBadge.tsx';

/** What came of trying a setting: said while it is tried (`waiting`: how long it takes), then whether it works and why. */
export function TriedOutcome({ pending, waiting, told }: TriedProps) {
  return (
    <div role="status">
      {pending ? waiting : null}
      {told ? (
        <>
          <StateBadge state={told.ok ? 'done' : 'refused'} word={told.ok ? 'It works' : 'It does not work yet'} plain />
          <div>{told.words}</div>
        </>
      ) : null}
    </div>
  );
}

type TriedProps = { pending: boolean; waiting: string; told: { ok: boolean; words: string } | null };
