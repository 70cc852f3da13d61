import type { ReactNode } from 'react';
import { useAddress, useKitWords } from './language.tsx';

/**
 * A form that posts to its own address. `idempotencyKey` makes a second send of the same page harmless. `draft` names what autosave.js
 * may keep: the address that takes the fields as they are typed (progressive enhancement; without it nothing changes).
 */
export function PublicForm({ action, idempotencyKey, draft, upload = false, children }: PublicFormProps) {
  const address = useAddress();
  const { say } = useKitWords();
  return (
    <form
      method="post"
      action={address(action)}
      encType={upload ? 'multipart/form-data' : undefined}
      data-autosave={draft === undefined ? undefined : address(draft)}
      noValidate
    >
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      {children}
      {draft === undefined ? null : (
        <p
          className="saved"
          role="status"
          data-autosave-status
          data-saved={say('draft.saved', { time: '{time}' })}
          data-not-saved={say('draft.not-saved')}
        />
      )}
    </form>
  );
}

export type PublicFormProps = {
  action: string;
  idempotencyKey: string;
  draft?: string;
  upload?: boolean;
  children: ReactNode;
};
