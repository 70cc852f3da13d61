import { Button, Buttons } from '#web/public/Button.tsx';
import { PublicForm } from '#web/public/PublicForm.tsx';
import { type PublicFrame, PublicPage } from '#web/public/PublicPage.tsx';
import { PublicFooter } from './public-footer.tsx';

type Props = PublicFrame & { action: string; what: 'confirmed' | 'address-changed'; idempotencyKey: string };

/** One button. Opening a mailed link confirms nothing, since mail programs open links too. */
export function ConfirmPage({ action, what, idempotencyKey, ...frame }: Props) {
  const changed = what === 'address-changed';
  return (
    <PublicPage
      {...frame}
      title={changed ? 'Confirm the new mail address' : 'Confirm your mail address'}
      lead={
        changed
          ? 'From then on, mail about the application goes to this address.'
          : 'Then our clock starts, the checks begin, and the status page of your application opens.'
      }
      footer={<PublicFooter />}
    >
      <PublicForm action={action} idempotencyKey={idempotencyKey}>
        <Buttons>
          <Button>Confirm mail address</Button>
        </Buttons>
      </PublicForm>
      <p className="quiet">
        {changed
          ? 'If you did not ask for this, close the page: nothing changes.'
          : 'If you did not apply, close the page: the application lapses by itself.'}
      </p>
    </PublicPage>
  );
}
