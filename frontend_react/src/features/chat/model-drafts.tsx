import type { Draft } from "./turn";

interface Props {
  drafts: Draft[];
  open: boolean;
  chosen: string | null | undefined;
}

/** What each model wrote by itself, before anything was checked. */
export function ModelDrafts({ drafts, open, chosen }: Props) {
  if (drafts.length === 0) return null;
  return (
    <details className="drafts" open={open}>
      <summary>What each model wrote, unchecked ({drafts.length})</summary>
      {drafts.map((draft) => (
        <div key={draft.model} className="draft">
          <h4>
            {draft.model} <small>{state(draft, chosen)}</small>
          </h4>
          <p>{draft.text}</p>
        </div>
      ))}
    </details>
  );
}

function state({ model, text, outcome }: Draft, chosen: string | null | undefined): string {
  if (!outcome) return text ? "writing…" : "thinking…";
  if (outcome.status !== "answered") return `${outcome.status.replace("_", " ")}: ${outcome.reason}`;
  const seconds = `${(outcome.latency_ms / 1000).toFixed(1)} s`;
  return model === chosen ? `${seconds}, chosen` : seconds;
}
