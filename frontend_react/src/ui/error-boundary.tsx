import type { ReactNode } from "react";
import { ErrorBoundary, type FallbackProps } from "react-error-boundary";
import { explain } from "../api/problem";

interface Props {
  /** What cannot be shown if a part inside fails, as the beginning of a sentence: "The conversation". */
  name: string;
  /** What the button offers; without it there is none. */
  retry?: string;
  /** Instead of showing the part again. */
  onRetry?: () => void;
  /** Another value shows the part again by itself. */
  shownFor?: unknown;
  children: ReactNode;
}

/** Shows a sentence instead of a part that fails, so that everything around it stays. */
export function Boundary({ name, retry, onRetry, shownFor, children }: Props) {
  const fallback = ({ error, resetErrorBoundary }: FallbackProps) => (
    <div role="alert">
      <p>
        {name} cannot be shown: {explain(error)}
      </p>
      {retry && (
        <button type="button" onClick={onRetry ?? resetErrorBoundary}>
          {retry}
        </button>
      )}
    </div>
  );
  return (
    <ErrorBoundary fallbackRender={fallback} resetKeys={[shownFor]}>
      {children}
    </ErrorBoundary>
  );
}
