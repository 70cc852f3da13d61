/**
 * After a page change, puts the focus on the new page's heading (or on main), so that a screen reader reads where one is and Tab goes on
 * from there. Changes of filters and drawers on the same page leave the focus where it is.
 */
export function focusPage(change: { pathChanged: boolean; hashChanged: boolean; first: boolean }): void {
  if (!change.pathChanged || change.first || location.hash !== '') return;
  const main = document.getElementById('main');
  const target = main?.querySelector<HTMLElement>('h1') ?? main;
  if (!target) return;
  if (!target.hasAttribute('tabindex')) target.setAttribute('tabindex', '-1');
  target.focus({ preventScroll: true });
}
