import { Button } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './FormPage.module.css';
import { Page, type PageProps } from './Page.tsx';
import { Problem } from './Problem.tsx';

/** A form as a page: one column of groups, the save button at its end, the error above it. `submit` is the verb with its object. */
export function FormPage({ submit, onSubmit, pending = false, error, saved, aside, children, ...page }: FormPageProps) {
  return (
    <Page {...page}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog's own form bubbles up to here through React, though it stands elsewhere in the document.
          if (!pending && event.target === event.currentTarget) onSubmit();
        }}
      >
        {children}
        {error ? <Problem error={error} /> : null}
        <div className={classes.actions}>
          <Button type="submit" loading={pending}>
            {submit}
          </Button>
          {aside}
          <span role="status" className={classes.saved}>
            {saved}
          </span>
        </div>
      </form>
    </Page>
  );
}

export type FormPageProps = PageProps & {
  submit: string;
  onSubmit: () => void;
  pending?: boolean;
  error?: unknown;
  /** "Saved." once it is. */
  saved?: ReactNode;
  /** A second button, such as a way to test the setting. */
  aside?: ReactNode;
};

/** A page of settings: the same form, under its settings name. */
export function SettingsPage(props: FormPageProps) {
  return <FormPage {...props} />;
}

/** A group of entries with a sentence of purpose. */
export function FormGroup({ title, purpose, children }: { title: string; purpose?: ReactNode; children: ReactNode }) {
  const words = useId();
  return (
    <fieldset className={classes.group} aria-describedby={purpose ? words : undefined}>
      <legend className={classes.title}>{title}</legend>
      {purpose ? (
        <p id={words} className={classes.purpose}>
          {purpose}
        </p>
      ) : null}
      <div className={classes.entries}>{children}</div>
    </fieldset>
  );
}
