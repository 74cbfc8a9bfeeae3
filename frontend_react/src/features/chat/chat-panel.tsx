import { useEffect, useRef } from "react";
import { AskForm } from "./ask-form";
import { TurnView } from "./turn-view";
import { useConversation } from "./use-conversation";

export function ChatPanel({ workspaceId }: { workspaceId: string }) {
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
      <AskForm busy={busy} onAsk={ask} onCancel={cancel} />
    </section>
  );
}
