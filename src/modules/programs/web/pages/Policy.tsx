import { Button } from '@mantine/core';
import { useAsk } from '#web/ask.ts';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { counted } from '#web/kit/plural.ts';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { may, mayIn, useMe } from '#web/me.ts';
import { ProgramCalendar } from '../parts/ProgramCalendar.tsx';
import { ProgramNav } from '../parts/ProgramNav.tsx';
import { ProgramProvisioner } from '../parts/ProgramProvisioner.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { policyFacts, translatedInto } from '../policyWords.ts';
import { program as programQuestion } from '../questions.ts';
import classes from './Policy.module.css';

/** The policy in force, in words: what the program asks, promises and gives. */
export default function Policy() {
  const me = useMe();
  const program = useProgram();
  const kept = useAsk(programQuestion(program.id));
  const { policy, policyVersion, publishedAt } = kept;
  return (
    <Page
      title={program.name}
      documentTitle={`Policy of the ${program.name}`}
      actions={
        mayIn(me, 'programs.manage', program.id) ? (
          <Button component={Link} href={`/programs/${program.slug}/policy/edit`} variant="default">
            Change policy
          </Button>
        ) : null
      }
    >
      <ProgramNav program={program} page="policy" />
      <div className={classes.column}>
        <p className={classes.lead}>
          Version {policyVersion} is in force since <RelativeTime instant={publishedAt} />. An application is judged by
          the version that was in force when it was sent, unless it is moved to a newer one.{' '}
          <Link href={`/programs/${program.slug}/policy/versions`}>All versions</Link>
        </p>
        <Section title="What it is">
          <p className={classes.words}>{policy.summary}</p>
          <p className={classes.words}>{policy.benefit.words}</p>
        </Section>
        <Section title="Rules">
          <FactList facts={policyFacts(policy)} />
        </Section>
        {may(me, 'calendars.read') ? <ProgramCalendar program={kept} /> : null}
        {mayIn(me, 'programs.manage', program.id) ? <ProgramProvisioner program={kept} /> : null}
        <Section title="What must be met">
          <ol className={classes.list}>
            {policy.requirements.map(({ check, words }) => (
              <li key={check}>{words}</li>
            ))}
          </ol>
        </Section>
        <Section title="What the applicant signs">
          <ul className={classes.list}>
            {policy.statements.map(({ code, words }) => (
              <li key={code}>{words}</li>
            ))}
          </ul>
        </Section>
        <Section title="Reasons to refuse">
          <dl className={classes.reasons}>
            {policy.reasons.map(({ code, label, advice }) => (
              <div key={code}>
                <dt>{label}</dt>
                <dd>{advice}</dd>
              </div>
            ))}
          </dl>
        </Section>
        <Section title={policy.agreement.title}>
          <details>
            <summary>Text of version {policy.agreement.version}</summary>
            <p className={classes.text}>{policy.agreement.text}</p>
          </details>
        </Section>
        <Section title="Privacy notice">
          <details>
            <summary>Text of version {policy.privacy.version}</summary>
            <p className={classes.text}>{policy.privacy.text}</p>
          </details>
        </Section>
        {translatedInto(policy).length > 0 ? (
          <Section title="Translated">
            <ul className={classes.list}>
              {translatedInto(policy).map(({ language, texts }) => (
                <li key={language}>
                  {language}: {counted(texts, 'text')}
                </li>
              ))}
            </ul>
          </Section>
        ) : null}
      </div>
    </Page>
  );
}
