import { useEffect, useRef, useState } from "react";
import { AskForm } from "./ask-form";
import { FilterBar } from "./filter-bar";
import { NO_FILTER } from "./filter-choice";
import { TurnView } from "./turn-view";
import { useConversation } from "./use-conversation";

interface Props {
  workspaceId: string;
  /** What the documents offer to be filtered by. */
  types: string[];
  tags: string[];
}

export function ChatPanel({ workspaceId, types, tags }: Props) {
  const [choice, setChoice] = useState(NO_FILTER);
  const { turns, busy, ask, cancel } = useConversation(workspaceId);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: "end" }), [turns.length]);

  return (
    <section aria-label="Conversation" className="chat">
      <div className="turns" aria-live="polite">
        {turns.length === 0 && (
          <p className="welcome">
            Every answer is compared between models and checked against your documents, sentence by sentence.
          </p>
        )}
        {turns.map((turn) => (
          <TurnView key={turn.requestId} turn={turn} />
        ))}
        <div ref={end} />
      </div>
      <FilterBar types={types} tags={tags} choice={choice} onChange={setChoice} />
      <AskForm busy={busy} onAsk={(question) => ask(question, choice)} onCancel={cancel} />
    </section>
  );
}
