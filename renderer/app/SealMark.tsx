/** A clay bulla: a round seal with an impressed token. Decorative; the name stands beside it. */
export function SealMark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="seal-mark">
      <path
        className="seal-mark__clay"
        d="M16 1.5c3.4 0 5.5 1.2 8 2.9 2.7 1.9 4.6 4 5.7 7 .9 2.6 1 5.4.4 8.1-.8 3.3-2.6 6-5.2 8-2.6 2-5.6 3-8.9 3s-6.3-.9-8.9-2.9c-2.7-2.1-4.4-4.9-5.2-8.1-.6-2.6-.5-5.3.4-7.8 1-3 2.8-5.3 5.5-7.2 2.5-1.8 4.8-3 8.2-3Z"
      />
      <circle className="seal-mark__rim" cx="16" cy="16" r="9.6" />
      <path
        className="seal-mark__token"
        d="M11.5 21.4V10.6h5.3c2.2 0 3.5 1 3.5 2.7 0 1.2-.7 2-1.8 2.4 1.4.3 2.3 1.2 2.3 2.6 0 1.9-1.4 3.1-3.7 3.1Z"
      />
      <path
        className="seal-mark__clay"
        d="M13.7 12.5v2.6h2.6c1 0 1.6-.5 1.6-1.3s-.6-1.3-1.6-1.3Zm0 4.4v2.6h3c1.1 0 1.7-.5 1.7-1.3s-.6-1.3-1.7-1.3Z"
      />
    </svg>
  );
}
