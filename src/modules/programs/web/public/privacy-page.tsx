import { Facts } from '#web/public/Facts.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { Paragraphs } from './paragraphs.tsx';
import { PublicFooter } from './public-footer.tsx';
import type { ProgramShown } from './types.ts';
import { count } from './words.ts';

/** How data are used in every program, for how long they are kept, and how a consent is withdrawn. */
export function PrivacyPage({
  programs,
  privacyContact,
  ...frame
}: PublicFrame & { programs: ProgramShown[]; privacyContact: string }) {
  return (
    <PublicPage
      {...frame}
      title="How we use your data"
      lead={`What ${frame.organisation} does with what applicants give, program by program.`}
      footer={<PublicFooter />}
      index
    >
      <h2>How to withdraw, see or correct</h2>
      <p>
        On the status page of your application you can withdraw each consent and the whole application, change your mail
        address, and write to us to see or correct your data. The link to it is in every mail about the application; if
        you lost it, <a href="/lost-link">have it mailed again</a>.
      </p>
      {privacyContact ? <p>You can also turn to: {privacyContact}</p> : null}
      {programs.map(({ slug, name, privacy, retention }) => (
        <section key={slug}>
          <h2>{name}</h2>
          <p className="quiet">{`Privacy notice, version ${privacy.version}`}</p>
          <Paragraphs text={privacy.text} />
          <Facts
            facts={[
              { name: 'Drafts', value: `deleted ${count(retention.draftDays, 'day')} after the last change` },
              {
                name: 'Applications never confirmed',
                value: `lapse after ${count(retention.unconfirmedDays, 'day')}`,
              },
              {
                name: 'Refused, withdrawn and lapsed applications',
                value: `what is personal is erased after ${count(retention.refusedDays, 'day')}`,
              },
            ]}
          />
        </section>
      ))}
    </PublicPage>
  );
}
