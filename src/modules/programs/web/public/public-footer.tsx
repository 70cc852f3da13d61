/** What every page of a program leads to: the other ways in, and how data are used. */
export function PublicFooter() {
  return (
    <p>
      <a href="/apply">Programs</a> · <a href="/lost-link">I lost the link to my application</a> ·{' '}
      <a href="/privacy">How we use your data</a>
    </p>
  );
}
