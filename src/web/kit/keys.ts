const storageName = 'guildhall-single-keys';

/** Whether single-letter keys act. People who speak or dictate their input switch them off in the account menu. */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(storageName) !== 'off';
  } catch {
    return true;
  }
}

/** Switches single-letter keys on or off, for this browser. */
export function setSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(storageName);
    else localStorage.setItem(storageName, 'off');
  } catch {
    // Without storage the choice lasts until the page is left; nothing to do.
  }
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented' | 'target'>;

/** Whether a press may act as a shortcut: no modifier held, nobody typing, no dialog or menu open. */
export function isShortcut(event: KeyPress, page: Pick<Document, 'querySelector'> = document): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target as { closest?: (selector: string) => unknown } | null;
  if (target?.closest?.('input, textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"]'))
    return false;
  return page.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') === null;
}
