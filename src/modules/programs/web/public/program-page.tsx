import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { ProgramEntry } from './entry/entry-notice.tsx';
import { Paragraphs } from './paragraphs.tsx';
import { PublicFooter } from './public-footer.tsx';
import { useLangOf } from './told.tsx';
import type { ProgramShown } from './types.ts';
import { useWords } from './words/index.ts';

/** What a program gives, asks and promises: everything that somebody wants to know before the form. */
export function ProgramPage({ program, ...frame }: PublicFrame & { program: ProgramShown }) {
  const { retention } = program;
  const proves = program.requirements.some(({ check }) => check === 'control-proved');
  const { say, list, country } = useWords();
  const langOf = useLangOf(program);
  return (
    <PublicPage
      {...frame}
      sample={program.sample}
      title={program.name}
      lead={<span lang={langOf('summary')}>{program.summary}</span>}
      footer={<PublicFooter />}
      index
    >
      <ProgramEntry program={program} />
      <h2>{say('program.get')}</h2>
      <p lang={langOf('benefit')}>{program.benefit}</p>
      <Tiers program={program} />
      <h2>{say('program.takes')}</h2>
      <ul>
        {program.requirements.map(({ check, words }) => (
          <li key={check} lang={langOf(`requirement.${check}`)}>
            {words}
          </li>
        ))}
      </ul>
      {program.statements.length === 0 ? null : (
        <>
          <p>{say('program.sign')}</p>
          <ul>
            {program.statements.map(({ code, words }) => (
              <li key={code} lang={langOf(`statement.${code}`)}>
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
        {proves ? <li>{say('program.then-prove')}</li> : null}
        <li>{say(program.form.repositories ? 'program.then-checks' : 'program.then-checks-short')}</li>
        <li>{say('program.then-decision', { days: program.promiseDays })}</li>
        <li>{say(THEN[program.delivery])}</li>
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
        <Paragraphs text={program.privacy.text} forReader={program.translated.includes('privacy')} />
      </details>
    </PublicPage>
  );
}

/** What follows the decision, by how a member gets what was promised. */
const THEN = {
  coupon: 'program.then-coupon',
  webhook: 'program.then-delivery',
  hand: 'program.then-delivery',
  none: 'program.then-member',
} as const;

/** The levels of the benefit, where it has several. */
function Tiers({ program }: { program: ProgramShown }) {
  const { say } = useWords();
  const langOf = useLangOf(program);
  if (program.tiers.length === 0) return null;
  return (
    <>
      <p>{say('program.tiers')}</p>
      <ul>
        {program.tiers.map(({ code, label, words }) => (
          <li key={code}>
            <strong lang={langOf(`tier.${code}.label`)}>{label}</strong>
            {words ? <span lang={langOf(`tier.${code}.words`)}>: {words}</span> : null}
          </li>
        ))}
      </ul>
    </>
  );
}
