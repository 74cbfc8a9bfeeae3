import { useLayoutEffect, useRef, type KeyboardEvent, type RefObject, type SyntheticEvent } from "react";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icons";
import { FilterMenu } from "./filter-menu";
import { ModelMenu, ModeMenu } from "./mode-menu";
import type { QuestionOptions } from "./question-options";

export interface ComposerProps {
  workspaceId: string;
  types: string[];
  tags: string[];
  text: string;
  options: QuestionOptions;
  busy: boolean;
  /** True for a new or just begun conversation: the box gets the focus. */
  isFresh: boolean;
  box: RefObject<HTMLTextAreaElement | null>;
  onText: (text: string) => void;
  onOptions: (options: QuestionOptions) => void;
  onAsk: () => void;
  onCancel: () => void;
}

const TALLEST_PX = 240;

/** The box for the question, with its mode, models and filters. */
export function Composer({ text, options, busy, isFresh, box, onText, onOptions, onAsk, onCancel, ...rest }: ComposerProps) {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, TALLEST_PX)}px`;
  }, [text, box]);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!busy && text.trim() !== "") onAsk();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
  }

  return (
    <form ref={form} className="composer" onSubmit={submit}>
      <textarea
        ref={box}
        id="question"
        aria-label={t("ask.label")}
        placeholder={t("ask.placeholder")}
        rows={1}
        autoFocus={isFresh}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="composer-bar">
        <ModeMenu workspaceId={rest.workspaceId} mode={options.mode} onChange={(mode) => onOptions({ ...options, mode })} />
        <ModelMenu chosen={options.models} onChange={(models) => onOptions({ ...options, models })} />
        <FilterMenu
          types={rest.types}
          tags={rest.tags}
          choice={options.choice}
          onChange={(choice) => onOptions({ ...options, choice })}
        />
        {busy ? (
          <Button className="send" onClick={onCancel}>
            <Icon name="stop" /> <span className="send-word">{t("ask.stop")}</span>
          </Button>
        ) : (
          <Button kind="primary" className="send" type="submit" disabled={text.trim() === ""}>
            <Icon name="send" /> <span className="send-word">{t("ask.send")}</span>
          </Button>
        )}
      </div>
    </form>
  );
}
