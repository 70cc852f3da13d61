import { Button } from '@mantine/core';
import { CopyText } from '../kit/CopyText.tsx';

/** The recovery codes, at the only moment when anybody can read them. */
export function RecoveryCodes({ codes, done, onDone }: { codes: string[]; done: string; onDone: () => void }) {
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 'var(--gh-3)', marginTop: 'var(--gh-3)' }}>
      <p style={{ margin: 0 }}>
        Keep these recovery codes where you keep other keys, not on the telephone itself. Each opens once, in place of a
        code of the app. They are shown this once.
      </p>
      <ol aria-label="Recovery codes" style={{ columns: '180px 2', margin: 0, paddingInlineStart: 28 }}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <CopyText text={codes.join('\n')} shown="All ten codes" />
      <div>
        <Button onClick={onDone}>{done}</Button>
      </div>
    </div>
  );
}
