import { useEffect, useRef } from "react";
import { t } from "../i18n/catalogue";
import { Button } from "./button";

interface Props {
  text: string;
  onUndo: () => void;
  /** Called when the time is over or the bar is removed: the deletion is due. */
  onOver: () => void;
}

const TIME_MS = 7000;

/** Announces a deletion that is carried out in a moment unless the user undoes it. */
export function UndoBar({ text, onUndo, onOver }: Props) {
  const isUndone = useRef(false);
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });
  useEffect(() => {
    const act = () => {
      if (!isUndone.current) over.current();
      isUndone.current = true;
    };
    const timer = setTimeout(act, TIME_MS);
    return () => {
      clearTimeout(timer);
      act();
    };
  }, []);
  function undo() {
    isUndone.current = true;
    onUndo();
  }
  return (
    <div className="undo-bar" role="status">
      <span className="cut">{text}</span>
      <Button kind="quiet" onClick={undo}>
        {t("undo")}
      </Button>
    </div>
  );
}
