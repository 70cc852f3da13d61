/**
 * After a page change, puts the focus on the new page's heading (or on main), so that a screen reader reads where one is and Tab goes on
 * from there. Changes of filters and drawers on the same page leave the focus where it is.
 */
export function focusPage(change: { pathChanged: boolean; hashChanged: boolean; first: boolean }): void {
  if (!change.pathChanged || change.first || location.hash !== '') return;
  focusHeading();
}

function focusHeading(): void {
  const main = document.getElementById('main');
  const target = main?.querySelector<HTMLElement>('h1') ?? main;
  if (!target) return;
  if (!target.hasAttribute('tabindex')) target.setAttribute('tabindex', '-1');
  target.focus({ preventScroll: true });
}

/**
 * Where what had the focus goes away (a button that can be pressed no more, a dialog that opened from it), the focus would fall back
 * to the document, silently; it goes to the page's heading instead. Watches until the answered function is called.
 */
export function catchFocus(): () => void {
  let last: Element | null = null;
  let asked = 0;
  const note = ({ target }: FocusEvent) => {
    last = target instanceof Element ? target : null;
  };
  const look = () => {
    if (last === null || last.isConnected || asked !== 0) return;
    // Whoever else means to place it comes first.
    asked = window.setTimeout(() => {
      asked = 0;
      if (last?.isConnected === false && (document.activeElement ?? document.body) === document.body) focusHeading();
    }, 100);
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  document.addEventListener('focusin', note);
  return () => {
    watch.disconnect();
    document.removeEventListener('focusin', note);
    clearTimeout(asked);
  };
}
