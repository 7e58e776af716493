/** The clay envelope with its seal, as on the application's icon (resources/icons/icon.svg). Decorative: the name stands beside it. */
export function SealMark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="seal-mark">
      <circle className="seal-mark__clay" cx="16" cy="16" r="15" />
      <circle className="seal-mark__rim" cx="16" cy="16" r="11.6" />
      <path
        className="seal-mark__token"
        d="M8.6 9.2h5l-2 4v8.2h-1v-8.2ZM13.5 9.2h5l-2 4v5h-1v-5ZM18.4 9.2h5l-2 4v8.2h-1v-8.2ZM13.2 19.6l3.6 1.8h4.4v1h-4.4l-3.6 1.8Z"
      />
    </svg>
  );
}
