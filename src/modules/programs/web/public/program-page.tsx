import { ButtonLink, Buttons } from '#web/public/Button.tsx';
import { useTextsLang } from '#web/public/language.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { Paragraphs } from './paragraphs.tsx';
import { PublicFooter } from './public-footer.tsx';
import type { ProgramShown } from './types.ts';
import { useWords } from './words/index.ts';

/** What a program gives, asks and promises: everything that somebody wants to know before the form. */
export function ProgramPage({ program, ...frame }: PublicFrame & { program: ProgramShown }) {
  const { retention } = program;
  const { say, list, country } = useWords();
  const lang = useTextsLang();
  return (
    <PublicPage
      {...frame}
      sample={program.sample}
      title={program.name}
      lead={<span lang={lang}>{program.summary}</span>}
      footer={<PublicFooter />}
      index
    >
      {program.open ? (
        <Buttons>
          <ButtonLink href={`/apply/${program.slug}/form`}>{say('program.apply')}</ButtonLink>
        </Buttons>
      ) : (
        <Notice title={say('program.closed')}>
          <p>{say('program.closed-words')}</p>
        </Notice>
      )}
      <h2>{say('program.get')}</h2>
      <p lang={lang}>{program.benefit}</p>
      <h2>{say('program.takes')}</h2>
      <ul>
        {program.requirements.map(({ check, words }) => (
          <li key={check} lang={lang}>
            {words}
          </li>
        ))}
      </ul>
      {program.statements.length === 0 ? null : (
        <>
          <p>{say('program.sign')}</p>
          <ul>
            {program.statements.map(({ code, words }) => (
              <li key={code} lang={lang}>
                {words}
              </li>
            ))}
          </ul>
        </>
      )}
      {program.embargo.length === 0 ? null : (
        <p>{say('program.embargo', { countries: list(program.embargo.map(country)) })}</p>
      )}
      <h2>{say('program.then')}</h2>
      <ol>
        <li>{say('program.then-confirm')}</li>
        <li>{say('program.then-prove')}</li>
        <li>{say('program.then-checks')}</li>
        <li>{say('program.then-decision', { days: program.promiseDays })}</li>
        <li>{say('program.then-coupon')}</li>
      </ol>
      <p>{say('program.status')}</p>
      <h2>{say('program.agreement')}</h2>
      <p>{say('program.agreement-when')}</p>
      <details>
        <summary>
          {say('agreement.version', { title: program.agreement.title, version: program.agreement.version })}
        </summary>
        <Paragraphs text={program.agreement.text} />
      </details>
      <h2>{say('program.data')}</h2>
      <ul>
        <li>{say('program.draft-days', { days: retention.draftDays })}</li>
        <li>{say('program.unconfirmed-days', { days: retention.unconfirmedDays })}</li>
        <li>{say('program.refused-days', { days: retention.refusedDays })}</li>
      </ul>
      <details>
        <summary>{say('privacy.version', { version: program.privacy.version })}</summary>
        <Paragraphs text={program.privacy.text} />
      </details>
    </PublicPage>
  );
}
