import type { ReactNode } from 'react';
import { useAddress } from './language.tsx';

/** A button of a form. `name` and `value` tell the server which of several was pressed. */
export function Button({
  children,
  quiet = false,
  danger = false,
  name,
  value,
  formAction,
  noValidate = false,
}: ButtonProps) {
  const address = useAddress();
  return (
    <button
      type="submit"
      className="button"
      data-quiet={quiet || undefined}
      data-danger={danger || undefined}
      name={name}
      value={value}
      formAction={formAction === undefined ? undefined : address(formAction)}
      formNoValidate={noValidate || undefined}
    >
      {children}
    </button>
  );
}

export type ButtonProps = {
  children: ReactNode;
  quiet?: boolean;
  danger?: boolean;
  name?: string;
  value?: string;
  formAction?: string;
  noValidate?: boolean;
};

/** A link that leads on like a button ("Apply"). */
export function ButtonLink({ href, quiet = false, children }: { href: string; quiet?: boolean; children: ReactNode }) {
  return (
    <a className="button" data-quiet={quiet || undefined} href={useAddress()(href)}>
      {children}
    </a>
  );
}

/** Buttons side by side, the main one first. */
export function Buttons({ children }: { children: ReactNode }) {
  return <div className="buttons">{children}</div>;
}
