import { Button, Buttons } from '#web/public/Button.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { PublicFooter } from './public-footer.tsx';
import { useWords } from './words/index.ts';

type Props = PublicFrame & { action: string; what: 'confirmed' | 'address-changed'; idempotencyKey: string };

/** One button. Opening a mailed link confirms nothing, since mail programs open links too. */
export function ConfirmPage({ action, what, idempotencyKey, ...frame }: Props) {
  const { say } = useWords();
  const changed = what === 'address-changed';
  return (
    <PublicPage
      {...frame}
      title={changed ? say('confirm.title-changed') : say('confirm.title')}
      lead={changed ? say('confirm.lead-changed') : say('confirm.lead')}
      footer={<PublicFooter />}
    >
      <PublicForm action={action} idempotencyKey={idempotencyKey}>
        <Buttons>
          <Button>{say('confirm.button')}</Button>
        </Buttons>
      </PublicForm>
      <p className="quiet">{changed ? say('confirm.not-you-changed') : say('confirm.not-you')}</p>
    </PublicPage>
  );
}
