import { Button, Buttons } from '#web/public/Button.tsx';
import { Notice } from '#web/public/Notice.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { PublicFooter } from '../public-footer.tsx';
import { useMemberWords } from './words/index.ts';

type Props = PublicFrame & {
  side: 'give' | 'take';
  action: string;
  /** What came of it; null: not confirmed yet. */
  outcome: 'done' | 'half' | null;
  idempotencyKey: string;
};

/** One button. Opening a mailed link confirms nothing, since mail programs open links too. */
export function TransferPage({ side, action, outcome, idempotencyKey, ...frame }: Props) {
  const { say } = useMemberWords();
  const giving = side === 'give';
  return (
    <PublicPage
      {...frame}
      title={giving ? say('give.title') : say('take.title')}
      lead={giving ? say('give.lead') : say('take.lead')}
      footer={<PublicFooter />}
    >
      {outcome ? (
        <Notice tone="good" fresh title={say(`transfer.${outcome}`)} />
      ) : (
        <PublicForm action={action} idempotencyKey={idempotencyKey}>
          <Buttons>
            <Button>{say('transfer.button')}</Button>
          </Buttons>
        </PublicForm>
      )}
    </PublicPage>
  );
}
