import type { ReactNode } from 'react';

/**
 * A boxed word to the reader. `tone`: what it is; told in words too, so the title should say it. `fresh`: what was just done, at
 * the top of the page that answers it; whoever hears the page begins there.
 */
export function Notice({
  tone = 'plain',
  fresh = false,
  title,
  children,
}: {
  tone?: NoticeTone;
  fresh?: boolean;
  title?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div
      className="notice"
      data-tone={tone}
      role={tone === 'wrong' ? 'alert' : fresh ? 'status' : undefined}
      tabIndex={fresh ? -1 : undefined}
      // biome-ignore lint/a11y/noAutofocus: the page answers what was just sent; beginning at its top again would say nothing of it
      autoFocus={fresh || undefined}
    >
      {title ? <p className="notice-title">{title}</p> : null}
      {children}
    </div>
  );
}

export type NoticeTone = 'plain' | 'needs-you' | 'good' | 'careful' | 'wrong';
