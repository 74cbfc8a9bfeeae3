/** The name and the logo: three circles that overlap. */
export function Wordmark() {
  return (
    <span className="wordmark">
      <svg viewBox="0 0 24 24" width="1.5em" height="1.5em" aria-hidden="true">
        <circle cx="9" cy="9" r="6" fill="currentColor" opacity="0.35" />
        <circle cx="15" cy="9" r="6" fill="currentColor" opacity="0.35" />
        <circle cx="12" cy="14.5" r="6" fill="currentColor" opacity="0.55" />
      </svg>
      Quorum
    </span>
  );
}
