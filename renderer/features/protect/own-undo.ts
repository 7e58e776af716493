/** Whether an undo belongs to the field that has the focus or to the recipe. */

const NOT_TEXT = new Set(['checkbox', 'radio', 'range', 'button', 'submit', 'file', 'color']);

/** A checkbox, a radio button and a slider are inputs without a text to take back. */
export function isTextEntry(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !NOT_TEXT.has(target.type);
}

export interface FieldWatch {
  /** Something was typed here since the focus came. Otherwise the browser would take back what was typed in another field. */
  hasOwnChanges(): boolean;
  stop(): void;
}

export function watchFields(): FieldWatch {
  let atFocus = isTextEntry(document.activeElement) ? document.activeElement.value : '';
  const onFocus = ({ target }: FocusEvent) => {
    if (isTextEntry(target)) atFocus = target.value;
  };
  window.addEventListener('focusin', onFocus);
  return {
    hasOwnChanges: () => isTextEntry(document.activeElement) && document.activeElement.value !== atFocus,
    stop: () => window.removeEventListener('focusin', onFocus),
  };
}
