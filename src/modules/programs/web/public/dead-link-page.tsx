import { ButtonLink, Buttons } from '#web/public/Button.tsx';
import { Retold } from '#web/public/language.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { PublicFooter } from './public-footer.tsx';
import { useWords } from './words/index.ts';

/** A private link that opens nothing, and the way to one that does. */
export function DeadLinkPage({ words, ...frame }: PublicFrame & { words: string }) {
  const { say } = useWords();
  return (
    <PublicPage {...frame} title={say('dead-link.title')} lead={<Retold text={words} />} footer={<PublicFooter />}>
      <p>{say('dead-link.words')}</p>
      <Buttons>
        <ButtonLink href="/lost-link">{say('dead-link.button')}</ButtonLink>
      </Buttons>
    </PublicPage>
  );
}
