import { ErrorSummary } from '#web/public/ErrorSummary.tsx';
import { MessageThread } from '#web/public/MessageThread.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicPage } from '#web/public/PublicPage.tsx';
import { Steps } from '#web/public/Steps.tsx';
import type { Done } from '../../public/status-routes.ts';
import { AgreementSection } from './agreement-section.tsx';
import { ChecksSection } from './checks-section.tsx';
import { CouponSection } from './coupon-section.tsx';
import { DecisionSection } from './decision-section.tsx';
import { doneWords } from './done-words.ts';
import { nextOf } from './next-of.ts';
import { Problem } from './problem.tsx';
import { ProofSection } from './proof-section.tsx';
import { PublicFooter } from './public-footer.tsx';
import { stepsOf } from './steps-of.ts';
import type { Application, FormFrame } from './types.ts';
import { whenWords } from './words.ts';
import { AnswerForm, WriteForm } from './write-forms.tsx';
import { YourDataSection } from './your-data-section.tsx';

type Props = FormFrame & {
  application: Application;
  /** The page's own address; what can be done lies under it. */
  base: string;
  zone: string;
  done: Done | null;
  /** What was typed into a form that could not be carried out. */
  typed: Record<string, string>;
};

/** What the parts of the page share. */
export type StatusPart = Pick<Props, 'application' | 'base' | 'zone' | 'typed' | 'errors' | 'idempotencyKey'>;

/** Where an application stands: what happens next, by when and why, and everything the applicant can do. */
export function StatusPage({ application, base, zone, done, typed, idempotencyKey, errors, problem, ...frame }: Props) {
  const part: StatusPart = { application, base, zone, typed, errors, idempotencyKey };
  const next = nextOf(application, zone);
  return (
    <PublicPage
      {...frame}
      sample={application.program.sample}
      title={`Application ${application.number}`}
      lead={
        <>
          <bdi>{application.project}</bdi>, {application.program.name}
        </>
      }
      footer={<PublicFooter />}
    >
      <ErrorSummary errors={errors} />
      <Problem words={problem} />
      {done ? <Notice tone="good" title={doneWords[done]} /> : null}
      <Notice tone={next.tone} title={next.title}>
        {next.words.map((words) => (
          <p key={words}>{words}</p>
        ))}
      </Notice>
      <AnswerForm {...part} />
      <ProofSection {...part} />
      <CouponSection {...part} />
      <DecisionSection {...part} />
      <AgreementSection {...part} />
      <h2>Where it stands</h2>
      <Steps steps={stepsOf(application, zone)} />
      <ChecksSection {...part} />
      <section id="messages">
        <h2>Messages</h2>
        <MessageThread
          messages={application.messages.map((message) => ({
            id: message.id,
            from: message.sender === 'applicant' ? 'You' : `${frame.organisation}${message.asks ? ' asks' : ''}`,
            ours: message.sender === 'team',
            at: message.at,
            when: whenWords(message.at, zone),
            text: message.body,
          }))}
        />
        <WriteForm {...part} />
      </section>
      <YourDataSection {...part} />
    </PublicPage>
  );
}
