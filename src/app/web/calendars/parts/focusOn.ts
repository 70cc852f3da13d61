/** Takes the focus to an element that is there after the next drawing: the first field of a new row, the button after a removed one. */
export function focusOn(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
