import { ButtonLink, Buttons } from '#web/public/Button.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { Paragraphs } from './paragraphs.tsx';
import { PublicFooter } from './public-footer.tsx';
import type { ProgramShown } from './types.ts';
import { count, countryName, listWords } from './words.ts';

/** What a program gives, asks and promises: everything that somebody wants to know before the form. */
export function ProgramPage({ program, ...frame }: PublicFrame & { program: ProgramShown }) {
  const { retention } = program;
  return (
    <PublicPage
      {...frame}
      sample={program.sample}
      title={program.name}
      lead={program.summary}
      footer={<PublicFooter />}
      index
    >
      {program.open ? (
        <Buttons>
          <ButtonLink href={`/apply/${program.slug}/form`}>Apply to the program</ButtonLink>
        </Buttons>
      ) : (
        <Notice title="No applications at the moment">
          <p>The program is closed. Applications that are on their way go on.</p>
        </Notice>
      )}
      <h2>What you get</h2>
      <p>{program.benefit}</p>
      <h2>What it takes</h2>
      <ul>
        {program.requirements.map(({ check, words }) => (
          <li key={check}>{words}</li>
        ))}
      </ul>
      {program.statements.length === 0 ? null : (
        <>
          <p>With the application you sign that:</p>
          <ul>
            {program.statements.map(({ code, words }) => (
              <li key={code}>{words}</li>
            ))}
          </ul>
        </>
      )}
      {program.embargo.length === 0 ? null : (
        <p>The law does not allow us to serve {listWords(program.embargo.map(countryName))}.</p>
      )}
      <h2>What happens then</h2>
      <ol>
        <li>You confirm your mail address by a link that we mail to you.</li>
        <li>
          You place a token in your project, which shows that you control it. Your status page says where and how.
        </li>
        <li>We read your repositories and check what the program asks for, most of it by machine within minutes.</li>
        <li>
          You hear our decision within {count(program.promiseDays, 'business day')} after you confirmed your address.
          Days in which we wait for you do not count.
        </li>
        <li>You accept the agreement, and we send you the coupon.</li>
      </ol>
      <p>
        A status page, under a link of your own, shows at any time where the application stands, what happens next and
        by when.
      </p>
      <h2>The agreement</h2>
      <p>You are asked to accept it once you are approved, not before.</p>
      <details>
        <summary>{`${program.agreement.title}, version ${program.agreement.version}`}</summary>
        <Paragraphs text={program.agreement.text} />
      </details>
      <h2>Your data</h2>
      <ul>
        <li>A draft that you do not send is deleted {count(retention.draftDays, 'day')} after you last changed it.</li>
        <li>
          An application whose mail address is not confirmed lapses after {count(retention.unconfirmedDays, 'day')}.
        </li>
        <li>
          What is personal in a refused, withdrawn or lapsed application is erased after{' '}
          {count(retention.refusedDays, 'day')}.
        </li>
      </ul>
      <details>
        <summary>{`Privacy notice, version ${program.privacy.version}`}</summary>
        <Paragraphs text={program.privacy.text} />
      </details>
    </PublicPage>
  );
}
