import { ButtonLink, Buttons } from '#web/public/Button.tsx';
import { PublicLink } from '#web/public/language.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { PublicFooter } from './public-footer.tsx';
import { useWords } from './words/index.ts';

export type ForgeSignInProps = PublicFrame & {
  forge: string;
  address: string;
  back: string;
  places: string[];
  whose: { project: string; name: string };
};

/** Before somebody goes on to a forge: what for, and what is kept. */
export function ForgeSignInPage({ forge, address, back, places, whose, ...frame }: ForgeSignInProps) {
  const { say, list } = useWords();
  return (
    <PublicPage {...frame} title={say('forge.title', { forge })} footer={<PublicFooter />}>
      <p>{say('forge.asks', { forge, places: list(places) })}</p>
      <p>{say('forge.whose', whose)}</p>
      <Buttons>
        <ButtonLink href={address}>{say('forge.go-on', { forge })}</ButtonLink>
      </Buttons>
      <p>
        <PublicLink href={back}>{say('forge.back')}</PublicLink>
      </p>
    </PublicPage>
  );
}
