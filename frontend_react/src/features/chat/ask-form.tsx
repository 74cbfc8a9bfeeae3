import { useState, type KeyboardEvent, type SyntheticEvent } from "react";

interface Props {
  busy: boolean;
  onAsk: (question: string) => void;
  onCancel: () => void;
}

export function AskForm({ busy, onAsk, onCancel }: Props) {
  const [text, setText] = useState("");

  function submit(event?: SyntheticEvent) {
    event?.preventDefault();
    if (busy || text.trim() === "") return;
    onAsk(text.trim());
    setText("");
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    }
  }

  return (
    <form className="ask" onSubmit={submit}>
      <textarea
        aria-label="Your question"
        placeholder="Ask about your documents…"
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {busy ? (
        <button type="button" onClick={onCancel}>
          Stop
        </button>
      ) : (
        <button disabled={text.trim() === ""}>Ask</button>
      )}
    </form>
  );
}
