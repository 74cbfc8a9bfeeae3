// @vitest-environment jsdom
import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keepRunning } from "../features/chat/running-questions";
import { ask, done, send } from "../testing/conversation";
import { LoopbackServer } from "../testing/loopback-server";
import { draw } from "../testing/page";
import { ConversationPage } from "./conversation-page";

const MISSING = "There is no such conversation, or it is not shared with you (any more).";
let server: LoopbackServer;
beforeEach(async () => {
  localStorage.clear();
  sessionStorage.clear();
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

const open = (sessionId: string) => draw(server.system, <ConversationPage workspaceId="w" sessionId={sessionId} />);

/** Opens the page of a new conversation, in which a question is being asked. */
async function begin(sessionId: string) {
  const message = { action: "ask", request_id: "r1", workspace_id: "w", session_id: sessionId, query: "When?" } as const;
  keepRunning({ requestId: "r1", sessionId, question: "When?", narrowedTo: [], runId: "", message });
  open(sessionId);
  return screen.findByRole("article", { name: "When?" });
}

it("says that a conversation is missing or not shared, and offers a new question", async () => {
  open("of-somebody-else");
  expect((await screen.findByRole("alert")).textContent).toBe(MISSING);
  expect(screen.getByRole("link", { name: "New question" }).getAttribute("href")).toBe("/w/w");
  expect(screen.queryByLabelText("Your question")).toBeNull();
});

it("shows a first question that was refused, and why, again after a reload", async () => {
  server.answering = ({ request_id }, socket) =>
    send(socket, { type: "error", request_id, seq: 0, error: "the budget is spent", code: "Refused", remedy: "Ask tomorrow." });
  const turn = await begin("refused");
  await waitFor(() => expect(turn.dataset.phase).toBe("failed"));
  cleanup();
  open("refused");
  expect((await screen.findByRole("alert")).textContent).toContain("The budget is spent. Ask tomorrow.");
  expect(screen.getByRole("article", { name: "When?" })).toBeTruthy();
  server.answering = (asked, socket) => send(socket, done(asked));
  await ask("How?");
  await waitFor(() => expect(screen.getByRole("article", { name: "How?" }).dataset.phase).toBe("done"));
  expect(sessionStorage.getItem("quorum.unanswered")).toBe("{}");
});

it("shows a first question that was stopped again after a reload", async () => {
  await begin("stopped");
  await userEvent.click(screen.getByRole("button", { name: "Stop" }));
  cleanup();
  open("stopped");
  expect((await screen.findByRole("article", { name: "When?" })).dataset.phase).toBe("cancelled");
  expect(screen.queryByText(MISSING)).toBeNull();
});
