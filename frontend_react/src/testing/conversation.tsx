import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";
import type { WebSocket } from "ws";
import { ChatPanel } from "../features/chat/chat-panel";
import { useConversation } from "../features/chat/use-conversation";
import { ANSWER } from "./answers";
import type { LoopbackServer, Received } from "./loopback-server";
import { draw } from "./page";

/**
 * Renders a conversation with a scripted server; `onSource` of the result records which source was opened.
 * Another member's conversation, which is only read, has no question box to wait for.
 */
export async function showChat(server: LoopbackServer, sessionId: string = crypto.randomUUID(), use: "ask" | "read" = "ask") {
  const onSource = vi.fn();
  const drawn = draw(server.system, <Chat sessionId={sessionId} onSource={onSource} />);
  if (use === "ask") await screen.findByLabelText("Your question");
  return { onSource, sessionId, ...drawn };
}

interface ChatProps {
  sessionId: string;
  linked?: string | undefined;
  onSource: (marker: number) => void;
}

/** A conversation as its page shows it; `linked` is the run that a link names. */
export function Chat({ sessionId, linked, onSource }: ChatProps) {
  const { turns, earlier, busy, ask, cancel, drop } = useConversation("w", sessionId, linked);
  if (!turns) return null;
  return (
    <ChatPanel
      workspaceId="w"
      sessionId={sessionId}
      types={[]}
      tags={[]}
      turns={turns}
      earlier={earlier}
      opened={linked && turns.some(({ runId }) => runId === linked) ? { turn: linked, source: undefined } : undefined}
      busy={busy}
      onSource={(_turn, marker) => onSource(marker)}
      onAsk={ask}
      onCancel={cancel}
      onDrop={drop}
    />
  );
}

export async function ask(question: string) {
  await userEvent.type(screen.getByLabelText("Your question"), `${question}{Enter}`);
}

export function send(socket: WebSocket, ...frames: unknown[]) {
  for (const frame of frames) socket.send(JSON.stringify(frame));
}

export const done = ({ request_id }: Received, seq = 0, changes = {}) =>
  ({ type: "done", request_id, seq, ...ANSWER, ...changes });

/** "At ten.", which "At nine." may replace. */
export const provisional = ({ request_id }: Received, waiting_for: string[]) =>
  ({
    type: "provisional", request_id, run_id: "run", seq: 0, answer: "At ten.", outcome: "single", sentences: [],
    citations: [], chosen_model: "a", waiting_for,
  });
