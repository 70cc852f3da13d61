import type { ReactNode } from 'react';

/** A boxed word to the reader. `tone`: what it is; told in words too, so the title should say it. */
export function Notice({
  tone = 'plain',
  title,
  children,
}: {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="notice" data-tone={tone} role={tone === 'wrong' ? 'alert' : undefined}>
      {title ? <p className="notice-title">{title}</p> : null}
      {children}
    </div>
  );
}

export type NoticeTone = 'plain' | 'needs-you' | 'good' | 'careful' | 'wrong';
