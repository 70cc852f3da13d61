let region: HTMLElement | null = null;

/**
 * Says what was done to whoever hears the page, where those who see it need no words: what they pressed has changed before their eyes.
 * Said again even if the words are the same as before.
 */
export function announce(words: string): void {
  if (!region?.isConnected) {
    region = document.createElement('div');
    region.setAttribute('role', 'status');
    region.className = 'gh-visually-hidden';
    document.body.append(region);
  }
  const here = region;
  here.textContent = '';
  // A region that comes in together with its words is not said everywhere.
  setTimeout(() => {
    here.textContent = words;
  }, 50);
}
