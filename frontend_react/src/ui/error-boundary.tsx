import type { ReactNode } from "react";
import { ErrorBoundary, type FallbackProps } from "react-error-boundary";
import { explain } from "../api/problem";

interface Props {
  /** The subject of the message, such as "The conversation". */
  name: string;
  /** Label of the button. */
  retry?: string;
  /** Called by the button instead of rendering the part again. */
  onRetry?: () => void;
  /** The part is rendered again when this value changes. */
  shownFor?: unknown;
  children: ReactNode;
}

/** Shows a message instead of a part that fails to render; everything around it stays. */
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
