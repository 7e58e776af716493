/** Attribute suppression (ISO/IEC 20889): the column is not in the release at all. */
export function suppress(): null {
  return null;
}
