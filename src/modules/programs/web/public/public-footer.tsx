import { PublicLink } from '#web/public/language.tsx';
import { useWords } from './words/index.ts';

/** What every page of a program leads to: the other ways in, and how data are used. */
export function PublicFooter() {
  const { say } = useWords();
  return (
    <p>
      <PublicLink href="/apply">{say('foot.programs')}</PublicLink> ·{' '}
      <PublicLink href="/lost-link">{say('foot.lost-link')}</PublicLink> ·{' '}
      <PublicLink href="/privacy">{say('foot.privacy')}</PublicLink>
    </p>
  );
}
