// The few globals that every JavaScript runtime has (page, worker, Node) and that TypeScript's ES lib does not declare.
// Anything else from the DOM or from Node is a compile error in shared/: purity is checked, not promised.
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
