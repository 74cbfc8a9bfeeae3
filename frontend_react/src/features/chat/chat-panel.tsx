import { useEffect, useRef, useState, type ReactNode } from "react";
import { t } from "../../i18n/catalogue";
import { Boundary } from "../../ui/error-boundary";
import { useMedia, WITH_KEYBOARD } from "../../ui/use-media";
import { announcement } from "./announcement";
import { Composer } from "./composer";
import { SharedNote } from "./shared-note";
import { USUAL, type QuestionOptions } from "./question-options";
import { TurnView } from "./turn-view";
import type { Turn } from "./turn";

export interface ChatPanelProps {
  workspaceId: string;
  /** Undefined as long as there are no turns. */
  sessionId?: string | undefined;
  turns: Turn[];
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

export function ChatPanel({ sessionId, turns, busy, welcome, opened, onSource, onAsk, onCancel, onDrop, ...rest }: ChatPanelProps) {
  const [options, setOptions] = useState(USUAL);
  const [text, setText] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useTurnInView(turns, opened?.turn);
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
      <div ref={list} className="turns">
        {turns.length === 0 && welcome?.(ask)}
        {turns.map((turn) => (
          <Boundary key={turn.requestId} name={`The answer to "${turn.question}"`} shownFor={turn}>
            <TurnView
              turn={turn}
              place={sessionId && { workspaceId: rest.workspaceId, sessionId }}
              opened={opened && opened.turn === turn.runId ? opened.source : undefined}
              onSource={(marker) => onSource(turn, marker)}
              onAgain={(changes) => ask(turn.question, changes)}
              onEdit={() => edit(turn.question)}
              onDrop={(model) => onDrop(turn.requestId, model)}
            />
          </Boundary>
        ))}
      </div>
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

/**
 * Scrolls to the turn that a link names, and to the question of the newest turn when one is added; what comes of it is
 * shown below, without a jump.
 */
function useTurnInView(turns: Turn[], linked: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  const scrolledFor = useRef<string>(undefined);
  const newest = turns.at(-1)?.requestId;
  const last = turns.length - 1;
  const named = turns.findIndex(({ runId }) => runId !== "" && runId === linked);
  useEffect(() => {
    if (newest === undefined || scrolledFor.current === newest) return;
    const index = scrolledFor.current === undefined && named >= 0 ? named : last;
    scrolledFor.current = newest;
    list.current?.children[index]?.scrollIntoView({ block: "start" });
  }, [newest, named, last]);
  return list;
}
