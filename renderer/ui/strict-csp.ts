/** What React Aria does that our content security policy refuses, each with the smallest remedy. */

/**
 * Its press handling adds a <style> element of its own, unless an element with this id is there; controls.css holds the rule
 * instead.
 */
const PRESSABLE_STYLE_ID = 'react-aria-pressable-style';

if (typeof document !== 'undefined' && !document.getElementById(PRESSABLE_STYLE_ID)) {
  const placeholder = document.createElement('meta');
  placeholder.id = PRESSABLE_STYLE_ID;
  document.head.append(placeholder);
}

/** Its announcer empties itself by setting empty markup. The empty text is trusted; every other is refused as before. */
const { trustedTypes } = globalThis as {
  readonly trustedTypes?: {
    readonly defaultPolicy: unknown;
    createPolicy(name: string, rules: { createHTML(text: string): string | null }): unknown;
  };
};
if (trustedTypes && !trustedTypes.defaultPolicy)
  trustedTypes.createPolicy('default', { createHTML: (text) => (text === '' ? text : null) });
