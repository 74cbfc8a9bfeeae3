import { useRef, useState, type ReactNode } from "react";
import { t } from "../../i18n/catalogue";
import { useMedia, WITH_KEYBOARD } from "../../ui/use-media";
import { announcement } from "./announcement";
import { Composer } from "./composer";
import type { EarlierTurns } from "./earlier-turns";
import { SharedNote } from "./shared-note";
import { USUAL, type QuestionOptions } from "./question-options";
import type { Turn } from "./turn";
import { TurnList } from "./turn-list";

export interface ChatPanelProps {
  workspaceId: string;
  /** Undefined as long as there are no turns. */
  sessionId?: string | undefined;
  turns: Turn[];
  /** The turns before them, which the server has. */
  earlier?: EarlierTurns | undefined;
  busy: boolean;
  /** The types and tags that filters can choose. */
  types: string[];
  tags: string[];
  /** Shown as long as there are no turns. */
  welcome?: ((ask: (question: string) => void) => ReactNode) | undefined;
  /** The source that is open, and the run it belongs to. */
  opened?: { turn: string; source: number | undefined } | undefined;
  onSource: (turn: Turn, marker: number) => void;
  onAsk: (question: string, options: QuestionOptions) => void;
  onCancel: () => void;
  onDrop: (requestId: string, model: string) => void;
}

export function ChatPanel({ sessionId, turns, earlier, busy, welcome, opened, onSource, onAsk, onCancel, onDrop, ...rest }: ChatPanelProps) {
  const [options, setOptions] = useState(USUAL);
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const last = turns.at(-1);
  const hasKeyboard = useMedia(WITH_KEYBOARD);
  // The first question opens the conversation's own page, and the next one is typed there without a click.
  const isBegun = turns.length === 1 && busy && hasKeyboard;

  const ask = (question: string, changes: Partial<QuestionOptions> = {}) => onAsk(question, { ...options, ...changes });
  const edit = (question: string) => {
    setText(question);
    box.current?.focus();
  };
  return (
    <section aria-label={t("conversation")} className="chat">
      {/* Drafts change many times a second, so only checked text is announced. */}
      <p role="status" className="unseen">
        {announcement(last)}
      </p>
      {turns.length === 0 ? (
        <div className="turns">{welcome?.(ask)}</div>
      ) : (
        <TurnList
          place={sessionId ? { workspaceId: rest.workspaceId, sessionId } : undefined}
          turns={turns}
          earlier={earlier}
          opened={opened}
          onSource={onSource}
          onAgain={({ question }, changes) => ask(question, changes)}
          onEdit={({ question }) => edit(question)}
          onDrop={onDrop}
        />
      )}
      {last?.sharedBy ? (
        <SharedNote workspaceId={rest.workspaceId} sharedBy={last.sharedBy} />
      ) : (
        <Composer
          {...rest}
          text={text}
          options={options}
          busy={busy}
          isFresh={turns.length === 0 || isBegun}
          box={box}
          onText={setText}
          onOptions={setOptions}
          onAsk={() => {
            ask(text.trim());
            setText("");
          }}
          onCancel={onCancel}
        />
      )}
    </section>
  );
}
