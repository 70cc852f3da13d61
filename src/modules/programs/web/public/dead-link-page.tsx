import { ButtonLink, Buttons } from '#web/public/Button.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { PublicFooter } from './public-footer.tsx';

/** A private link that opens nothing, and the way to one that does. */
export function DeadLinkPage({ words, ...frame }: PublicFrame & { words: string }) {
  return (
    <PublicPage {...frame} title="This link opens nothing" lead={words} footer={<PublicFooter />}>
      <p>Nothing is lost: we can mail you the links of all applications of your mail address.</p>
      <Buttons>
        <ButtonLink href="/lost-link">Get the link again</ButtonLink>
      </Buttons>
    </PublicPage>
  );
}
