import { Button, Buttons } from '#web/public/Button.tsx';
import { ErrorSummary } from '#web/public/ErrorSummary.tsx';
import { ChoiceField, errorOf, Field } from '#web/public/Field.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { PublicPage } from '#web/public/PublicPage.tsx';
import type { OpinionDone } from '../../../public/opinion-routes.ts';
import { LEAST_SCORE, MOST_SCORE } from '../../../satisfaction.ts';
import { Paragraphs } from '../paragraphs.tsx';
import { Problem } from '../problem.tsx';
import { PublicFooter } from '../public-footer.tsx';
import type { Asking, FormFrame } from '../types.ts';
import { useOpinionWords } from './words/index.ts';

const SCORES = Array.from({ length: MOST_SCORE - LEAST_SCORE + 1 }, (_, place) => MOST_SCORE - place);

type Props = FormFrame & {
  asking: Asking;
  base: string;
  zone: string;
  done: OpinionDone | null;
  typed: Record<string, string>;
};

/** One question: a score with or without words, or that one would rather not say. */
export function OpinionPage({ asking, base, zone, done, typed, idempotencyKey, errors, problem, ...frame }: Props) {
  const { say, when } = useOpinionWords();
  const { until, answeredAt, stopped } = asking;
  return (
    <PublicPage
      {...frame}
      wrong={errors.length > 0 || problem !== null}
      title={say('opinion.title')}
      lead={
        <>
          <bdi>{asking.about}</bdi>, {asking.program}
        </>
      }
      footer={<PublicFooter />}
    >
      <ErrorSummary errors={errors} />
      <Problem words={problem} />
      {done ? <Notice tone="good" fresh title={say(`opinion.${done}`)} /> : null}
      {until === null ? (
        <Notice title={answeredAt ? say('opinion.final') : say('opinion.closed')} />
      ) : (
        <Form asking={asking} until={when(until, zone)} {...{ base, typed, errors, idempotencyKey }} />
      )}
      <p className="quiet">{say('opinion.who-reads')}</p>
      <Asked base={base} stopped={stopped} idempotencyKey={idempotencyKey} />
    </PublicPage>
  );
}

type FormProps = Pick<Props, 'asking' | 'base' | 'typed' | 'errors' | 'idempotencyKey'> & { until: string };

function Form({ asking, base, typed, errors, idempotencyKey, until }: FormProps) {
  const { say } = useOpinionWords();
  const before = asking.declined ? 'none' : asking.score === null ? '' : String(asking.score);
  return (
    <PublicForm action={base} idempotencyKey={idempotencyKey}>
      <ChoiceField
        name="score"
        label={<Paragraphs text={asking.question} forReader={asking.translated} />}
        values={[typed.score ?? before]}
        error={errorOf(errors, 'score')}
        choices={[
          ...SCORES.map((score) => ({
            value: String(score),
            label: say(`opinion.score-${score as 1 | 2 | 3 | 4 | 5}`),
          })),
          { value: 'none', label: say('opinion.rather-not') },
        ]}
        required
      />
      <Field
        name="comment"
        label={say('opinion.comment')}
        hint={say('opinion.comment-hint')}
        value={typed.comment ?? asking.comment}
        error={errorOf(errors, 'comment')}
        rows={5}
        maxLength={4000}
      />
      <p className="quiet">
        {asking.answeredAt ? say('opinion.change-until', { when: until }) : say('opinion.until', { when: until })}
      </p>
      <Buttons>
        <Button>{asking.answeredAt ? say('opinion.change') : say('opinion.send')}</Button>
      </Buttons>
    </PublicForm>
  );
}

/** Being asked no more, or again. */
function Asked({ base, stopped, idempotencyKey }: Pick<Props, 'base' | 'idempotencyKey'> & { stopped: boolean }) {
  const { say } = useOpinionWords();
  return (
    <PublicForm action={stopped ? `${base}/resume` : `${base}/stop`} idempotencyKey={idempotencyKey}>
      <p className="quiet">{stopped ? say('opinion.is-stopped') : say('opinion.how-often')}</p>
      <Buttons>
        <Button quiet>{stopped ? say('opinion.resume') : say('opinion.stop')}</Button>
      </Buttons>
    </PublicForm>
  );
}

/** One button. Opening the mailed link ends nothing, since mail programs open links too. */
export function OpinionStopPage({
  base,
  stopped,
  idempotencyKey,
  ...frame
}: Pick<Props, 'base' | 'idempotencyKey' | 'organisation'> & { stopped: boolean }) {
  const { say } = useOpinionWords();
  return (
    <PublicPage {...frame} title={say('opinion.stop-title')} footer={<PublicFooter />}>
      <Asked base={base} stopped={stopped} idempotencyKey={idempotencyKey} />
    </PublicPage>
  );
}
