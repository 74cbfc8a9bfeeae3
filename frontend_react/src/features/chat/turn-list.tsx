import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import { t } from "../../i18n/catalogue";
import { Boundary } from "../../ui/error-boundary";
import type { ConversationIds } from "./conversation-ids";
import type { EarlierTurns } from "./earlier-turns";
import { MoreTurns } from "./more-turns";
import type { QuestionOptions } from "./question-options";
import type { Turn } from "./turn";
import { TurnView } from "./turn-view";
import { useTurnWindow, type TurnWindow } from "./turn-window";
import { useWholeForFind } from "./whole-for-find";

interface Props {
  place: ConversationIds | undefined;
  turns: Turn[];
  /** The turns before them, which the server has. */
  earlier?: EarlierTurns | undefined;
  /** The source that is open, and the run it belongs to. */
  opened: { turn: string; source: number | undefined } | undefined;
  onSource: (turn: Turn, marker: number) => void;
  onAgain: (turn: Turn, changes: Partial<QuestionOptions>) => void;
  onEdit: (turn: Turn) => void;
  onDrop: (requestId: string, model: string) => void;
}

/** The turns of a conversation, oldest first; of a long one only those near the place that is read. */
export function TurnList({ place, turns, earlier, opened, onSource, onAgain, onEdit, onDrop }: Props) {
  const linked = turns.findIndex(({ runId }) => runId !== "" && runId === opened?.turn);
  const shown = useTurnWindow(turns, linked);
  const list = useRef<HTMLDivElement>(null);
  const hasEarlier = shown.hasEarlier || earlier?.hasMore === true;
  const first = turns[shown.from]?.requestId;
  const noteScroll = useSteadyScroll(list, first);
  const showEarlier = async () => {
    const show = shown.hasEarlier ? shown.showEarlier : await earlier?.load();
    noteScroll();
    show?.();
  };
  useTurnInView(list, turns, linked, shown);
  const isGathering = useWholeForFind({ ...shown, hasEarlier }, first, showEarlier);
  return (
    <div ref={list} className="turns">
      {isGathering && <p className="gathering">{t("turns.gathering")}</p>}
      {hasEarlier && <MoreTurns key="earlier" which="earlier" onShow={showEarlier} />}
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

/** Returns a function that notes where the first turn is on the screen; it is there again if others come before it. */
function useSteadyScroll(list: RefObject<HTMLDivElement | null>, firstShown: string | undefined): () => void {
  const first = useRef<{ element: Element; top: number }>(undefined);
  useLayoutEffect(() => {
    if (first.current && list.current) {
      const { element, top } = first.current;
      list.current.scrollTop += element.getBoundingClientRect().top - top;
    }
    first.current = undefined;
  }, [list, firstShown]);
  return () => {
    const element = list.current?.querySelector(":scope > article");
    if (element) first.current = { element, top: element.getBoundingClientRect().top };
  };
}

/**
 * Scrolls to the turn that a link names, and to the question of the newest turn when one is added; what comes of it is
 * shown below, without a jump.
 */
function useTurnInView(list: RefObject<HTMLDivElement | null>, turns: Turn[], linked: number, { from, jumps }: TurnWindow) {
  const scrolledFor = useRef<{ newest: string; jumps: number }>(undefined);
  const newest = turns.at(-1)?.requestId;
  const last = turns.length - 1;
  useEffect(() => {
    const before = scrolledFor.current;
    if (newest === undefined || (before?.newest === newest && before.jumps === jumps)) return;
    const index = linked >= 0 && (before?.newest === newest || before === undefined) ? linked : last;
    scrolledFor.current = { newest, jumps };
    list.current?.querySelectorAll(":scope > article")[index - from]?.scrollIntoView({ block: "start" });
  }, [list, newest, linked, last, from, jumps]);
}
