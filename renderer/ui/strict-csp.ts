/**
 * React Aria's press handling adds a <style> element of its own, which our content security policy refuses (with a message
 * in the console). It looks for an element with this id first; controls.css holds the rule instead.
 */
const PRESSABLE_STYLE_ID = 'react-aria-pressable-style';

if (typeof document !== 'undefined' && !document.getElementById(PRESSABLE_STYLE_ID)) {
  const placeholder = document.createElement('meta');
  placeholder.id = PRESSABLE_STYLE_ID;
  document.head.append(placeholder);
}
