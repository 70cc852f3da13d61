import { Notice } from '#web/public/Notice.tsx';
import { count } from './words.ts';

/** What is to be said above the form: what was just done with the draft, or what became of it. */
export type Note = 'saved' | 'mailed' | 'gone' | 'sent-before' | null;

export function FormNote({ note, days }: { note: Note; days: number }) {
  switch (note) {
    case null:
      return null;
    case 'saved':
      return (
        <Notice tone="good" title="The draft is saved">
          <p>
            {`The address of this page leads back to it: keep it, or have it mailed to you with the button at the end. It stays for ${count(days, 'day')} after the last change.`}
          </p>
        </Notice>
      );
    case 'mailed':
      return (
        <Notice tone="good" title="The draft is saved, and its link is on its way">
          <p>Open the link in the mail whenever you want to go on.</p>
        </Notice>
      );
    case 'gone':
      return (
        <Notice tone="careful" title="This draft is gone">
          <p>
            It was sent already, or it was not changed for {count(days, 'day')} and was deleted. If you sent it,{' '}
            <a href="/lost-link">have the link to the application mailed to you</a>. Otherwise begin anew here.
          </p>
        </Notice>
      );
    case 'sent-before':
      return (
        <Notice tone="careful" title="You sent this form already">
          <p>
            Your first application has arrived; a mail with the link to confirm it is on its way. Send this one only if
            you mean a second application with the entries below.
          </p>
        </Notice>
      );
  }
}
