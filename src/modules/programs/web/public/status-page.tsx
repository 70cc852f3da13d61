import { ErrorSummary } from '#web/public/ErrorSummary.tsx';
import { MessageThread } from '#web/public/MessageThread.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicPage } from '#web/public/PublicPage.tsx';
import { Steps } from '#web/public/Steps.tsx';
import { AgainNotices, AppealSection, SilenceNotice } from './again/again-section.tsx';
import { AgreementSection } from './agreement-section.tsx';
import { ChecksSection } from './checks-section.tsx';
import { CouponSection } from './coupon-section.tsx';
import { DecisionSection } from './decision-section.tsx';
import { DocumentSection } from './document-section.tsx';
import { nextOf } from './next-of.ts';
import { Problem } from './problem.tsx';
import { ProofSection } from './proof-section.tsx';
import { PublicFooter } from './public-footer.tsx';
import type { StatusPart, StatusProps } from './status-part.ts';
import { stepsOf } from './steps-of.ts';
import type { Application } from './types.ts';
import { VerificationSection } from './verification-section.tsx';
import { useWords, type Words } from './words/index.ts';
import { AnswerForm, WriteForm } from './write-forms.tsx';
import { YourDataSection } from './your-data-section.tsx';

/** Where an application stands: what happens next, by when and why, and everything the applicant can do. */
export function StatusPage({
  application,
  tasks,
  base,
  zone,
  done,
  typed,
  filled,
  countries,
  idempotencyKey,
  errors,
  problem,
  ...frame
}: StatusProps) {
  const part: StatusPart = { application, tasks, base, zone, typed, filled, countries, errors, idempotencyKey };
  const words = useWords();
  const { say, when } = words;
  const next = nextOf(application, zone, words, tasks);
  return (
    <PublicPage
      {...frame}
      conditions={application.question?.form?.fields.some(({ when }) => when.length > 0) ?? false}
      wrong={errors.length > 0 || problem !== null}
      sample={application.program.sample}
      title={say('status.title', { number: application.number })}
      lead={
        <>
          <bdi>{application.project}</bdi>, {application.program.name}
        </>
      }
      footer={<PublicFooter />}
    >
      <ErrorSummary errors={errors} />
      <Problem words={problem} />
      {done ? <Notice tone="good" fresh title={say(`done.${done}`)} /> : null}
      <Notice tone={next.tone} title={next.title}>
        {next.words.map((each) => (
          <p key={each}>{each}</p>
        ))}
      </Notice>
      <AgainNotices {...part} />
      <SilenceNotice {...part} />
      <AnswerForm {...part} />
      <ProofSection {...part} />
      <DocumentSection {...part} />
      <VerificationSection {...part} />
      <CouponSection {...part} />
      <DecisionSection {...part} />
      <AppealSection {...part} />
      <AgreementSection {...part} />
      <h2>{say('status.where')}</h2>
      <Steps steps={stepsOf(application, zone, words)} />
      <ChecksSection {...part} />
      <section id="messages">
        <h2>{say('status.messages')}</h2>
        <MessageThread
          messages={application.messages.map((message) => ({
            id: message.id,
            from: senderOf(message, frame.organisation, words),
            ours: message.sender === 'team',
            at: message.at,
            when: when(message.at, zone),
            text: message.body,
          }))}
        />
        <WriteForm {...part} />
      </section>
      <YourDataSection {...part} />
    </PublicPage>
  );
}

function senderOf({ sender, asks }: Application['messages'][number], organisation: string, { say }: Words): string {
  if (sender === 'applicant') return say('status.from-you');
  return asks ? say('status.asks', { organisation }) : organisation;
}
