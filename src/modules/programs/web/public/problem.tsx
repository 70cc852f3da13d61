import { Notice } from '#web/public/Notice.tsx';

/** Why a form could not be carried out, when no single field is to blame. */
export function Problem({ words }: { words: string | null }) {
  if (words === null) return null;
  return (
    <Notice tone="wrong" title="That was not done">
      <p>{words}</p>
    </Notice>
  );
}
