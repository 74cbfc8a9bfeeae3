import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import { Boundary } from "../../ui/error-boundary";
import { MoreTurns } from "./more-turns";
import type { QuestionOptions } from "./question-options";
import type { Place } from "./share-button";
import type { Turn } from "./turn";
import { TurnView } from "./turn-view";
import { useTurnWindow, type TurnWindow } from "./turn-window";

interface Props {
  place: Place | undefined;
  turns: Turn[];
  /** The source that is open, and the run it belongs to. */
  opened: { turn: string; source: number | undefined } | undefined;
  onSource: (turn: Turn, marker: number) => void;
  onAgain: (turn: Turn, changes: Partial<QuestionOptions>) => void;
  onEdit: (turn: Turn) => void;
  onDrop: (requestId: string, model: string) => void;
}

/** The turns of a conversation, oldest first; of a long one only those near the place that is read. */
export function TurnList({ place, turns, opened, onSource, onAgain, onEdit, onDrop }: Props) {
  const linked = turns.findIndex(({ runId }) => runId !== "" && runId === opened?.turn);
  const shown = useTurnWindow(turns, linked);
  const list = useRef<HTMLDivElement>(null);
  const showEarlier = useSteadyScroll(list, shown);
  useTurnInView(list, turns, linked, shown);
  return (
    <div ref={list} className="turns">
      {shown.hasEarlier && <MoreTurns key="earlier" which="earlier" onShow={showEarlier} />}
      {turns.slice(shown.from, shown.end).map((turn) => (
        <Boundary key={turn.requestId} name={`The answer to "${turn.question}"`} shownFor={turn}>
          <TurnView
            turn={turn}
            place={place}
            opened={opened && opened.turn === turn.runId ? opened.source : undefined}
            onSource={(marker) => onSource(turn, marker)}
            onAgain={(changes) => onAgain(turn, changes)}
            onEdit={() => onEdit(turn)}
            onDrop={(model) => onDrop(turn.requestId, model)}
          />
        </Boundary>
      ))}
      {shown.hasLater && <MoreTurns key="later" which="later" onShow={shown.showLater} />}
    </div>
  );
}

/** Returns what shows earlier turns; those that were shown before stay where they are on the screen. */
function useSteadyScroll(list: RefObject<HTMLDivElement | null>, { from, showEarlier }: TurnWindow): () => void {
  const first = useRef<{ element: Element; top: number }>(undefined);
  useLayoutEffect(() => {
    if (first.current && list.current) {
      const { element, top } = first.current;
      list.current.scrollTop += element.getBoundingClientRect().top - top;
    }
    first.current = undefined;
  }, [list, from]);
  return () => {
    // The first child is the button.
    const element = list.current?.children[1];
    if (element) first.current = { element, top: element.getBoundingClientRect().top };
    showEarlier();
  };
}

/**
 * Scrolls to the turn that a link names, and to the question of the newest turn when one is added; what comes of it is
 * shown below, without a jump.
 */
function useTurnInView(list: RefObject<HTMLDivElement | null>, turns: Turn[], linked: number, shown: TurnWindow) {
  const scrolledFor = useRef<string>(undefined);
  const newest = turns.at(-1)?.requestId;
  const last = turns.length - 1;
  // The button comes before the turns.
  const before = shown.from - (shown.hasEarlier ? 1 : 0);
  useEffect(() => {
    if (newest === undefined || scrolledFor.current === newest) return;
    const index = scrolledFor.current === undefined && linked >= 0 ? linked : last;
    scrolledFor.current = newest;
    list.current?.children[index - before]?.scrollIntoView({ block: "start" });
  }, [list, newest, linked, last, before]);
}
