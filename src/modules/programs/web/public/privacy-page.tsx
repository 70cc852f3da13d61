import { Facts } from '#web/public/Facts.tsx';
import { joined, PublicLink } from '#web/public/language.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { Paragraphs } from './paragraphs.tsx';
import { PublicFooter } from './public-footer.tsx';
import type { ProgramShown } from './types.ts';
import { useWords } from './words/index.ts';

/** How data are used in every program, for how long they are kept, and how a consent is withdrawn. */
export function PrivacyPage({
  programs,
  privacyContact,
  ...frame
}: PublicFrame & { programs: ProgramShown[]; privacyContact: string }) {
  const { say, parts } = useWords();
  return (
    <PublicPage
      {...frame}
      title={say('privacy.title')}
      lead={say('privacy.lead', { organisation: frame.organisation })}
      footer={<PublicFooter />}
      index
    >
      <h2>{say('privacy.withdraw')}</h2>
      <p>
        {joined(
          parts('privacy.withdraw-words', {
            link: (inside) => <PublicLink href="/lost-link">{inside}</PublicLink>,
          }),
        )}
      </p>
      {privacyContact ? <p>{say('privacy.contact', { contact: privacyContact })}</p> : null}
      {programs.map(({ slug, name, privacy, retention, translated }) => (
        <section key={slug}>
          <h2>{name}</h2>
          <p className="quiet">{say('privacy.version', { version: privacy.version })}</p>
          <Paragraphs text={privacy.text} forReader={translated.includes('privacy')} />
          <Facts
            facts={[
              { name: say('privacy.drafts'), value: say('privacy.drafts-words', { days: retention.draftDays }) },
              {
                name: say('privacy.unconfirmed'),
                value: say('privacy.unconfirmed-words', { days: retention.unconfirmedDays }),
              },
              {
                name: say('privacy.refused'),
                value: say('privacy.refused-words', { days: retention.refusedDays }),
              },
            ]}
          />
        </section>
      ))}
    </PublicPage>
  );
}
