import { Retold, useKitWords } from '#web/public/language.tsx';
import { Notice } from '#web/public/Notice.tsx';

/** Why a form could not be carried out, when no single field is to blame. */
export function Problem({ words }: { words: string | null }) {
  const { say } = useKitWords();
  if (words === null) return null;
  return (
    <Notice tone="wrong" fresh title={say('form.not-done')}>
      <p>
        <Retold text={words} />
      </p>
    </Notice>
  );
}
