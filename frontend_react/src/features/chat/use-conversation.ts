import { useCallback, useEffect, useRef, useState } from "react";
import { useSystem } from "../../api/system";
import { AnswerSocket } from "./answer-socket";
import { chipsOf, toFilters, type FilterChoice } from "./filter-choice";
import { applyFrame, beginTurn, failTurn, isOpen, type Turn } from "./turn";

export interface Conversation {
  turns: Turn[];
  busy: boolean;
  ask: (question: string, choice: FilterChoice) => void;
  cancel: () => void;
}

/** A conversation in one workspace; remounting (with a `key`) begins a new one. */
export function useConversation(workspaceId: string): Conversation {
  const { config, rest } = useSystem();
  const [turns, setTurns] = useState<Turn[]>([]);
  const [sessionId] = useState(() => crypto.randomUUID());
  const socket = useRef<AnswerSocket>(undefined);
  useEffect(() => () => socket.current?.close(), []);

  const change = useCallback((requestId: string, update: (turn: Turn) => Turn) => {
    setTurns((all) => all.map((turn) => (turn.requestId === requestId ? update(turn) : turn)));
  }, []);

  const ask = (question: string, choice: FilterChoice) => {
    const requestId = crypto.randomUUID();
    const filters = toFilters(choice);
    const narrowedTo = chipsOf(choice).map((chip) => chip.label);
    setTurns((all) => [...all, beginTurn(requestId, question, narrowedTo)]);
    socket.current = new AnswerSocket(
      config.websocketUrl,
      rest,
      {
        request_id: requestId,
        workspace_id: workspaceId,
        session_id: sessionId,
        query: question,
        mode: "quorum",
        ...(filters && { filters }),
      },
      {
        onFrame: (frame) => change(requestId, (turn) => applyFrame(turn, frame)),
        onFailure: (reason) => change(requestId, (turn) => failTurn(turn, reason)),
      },
    );
    void socket.current.open();
  };

  const open = turns.find(isOpen);
  const cancel = () => {
    socket.current?.cancel();
    if (open) change(open.requestId, (turn) => ({ ...turn, phase: "cancelled" }));
  };
  return { turns, busy: open !== undefined, ask, cancel };
}
