// @vitest-environment jsdom
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ANSWER, sentence } from "../../testing/answers";
import { ask, done, send, showChat } from "../../testing/conversation";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { ChatPanel } from "./chat-panel";
import { keepRunning, runningIn } from "./running-questions";
import { beginTurn, type Turn } from "./turn";

let server: LoopbackServer;
beforeEach(async () => {
  localStorage.clear();
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

const message = (role: string, text: string, answer: object | null = null) =>
  ({ role, text, answer, created_at: "2026-01-01T00:00:00Z", workspace_id: "w", run_id: "run-1" });
const keep = (id: string) => {
  const messages = [message("user", "When?"), message("assistant", "At nine.", { ...ANSWER, run_id: "run-1" })];
  server.bodies[`/sessions/${id}`] = { session_id: id, messages, before: null };
};

it("shows what was answered before, as it was answered", async () => {
  keep("s1");
  await showChat(server, "s1");
  const turn = await screen.findByRole("article", { name: "When?" });
  expect(turn.dataset.phase).toBe("done");
  expect(turn.textContent).toContain("Models agree");
  expect(server.received).toEqual([]);
});

it("goes on with a question whose page was left, and forgets it when its answer has come", async () => {
  keepRunning({ requestId: "r9", sessionId: "s2", question: "How?", narrowedTo: [], runId: "run-9" });
  server.answering = (asked, socket) => send(socket, done(asked));
  keep("s2");
  await showChat(server, "s2");
  const turn = await screen.findByRole("article", { name: "How?" });
  await waitFor(() => expect(turn.dataset.phase).toBe("done"));
  expect(server.received).toEqual([{ action: "resume", request_id: "r9", after_seq: -1 }]);
  expect(runningIn("s2")).toEqual([]);
});

it("asks once more, by the same request, what the server had not accepted when the page was left", async () => {
  const message = { action: "ask", request_id: "r4", workspace_id: "w", session_id: "s4", query: "How?" } as const;
  keepRunning({ requestId: "r4", sessionId: "s4", question: "How?", narrowedTo: [], runId: "", message });
  server.answering = (asked, socket) => send(socket, done(asked));
  await showChat(server, "s4");
  const turn = await screen.findByRole("article", { name: "How?" });
  await waitFor(() => expect(turn.dataset.phase).toBe("done"));
  expect(server.received).toEqual([message]);
});

it("keeps what is asked until the server has accepted it, and then its run", async () => {
  const accepted = { type: "accepted", run_id: "run-5", seq: 0, session_id: "s", models: [], protocol: 1 };
  server.answering = ({ request_id }, socket) => send(socket, { ...accepted, request_id });
  const { sessionId } = await showChat(server);
  await ask("When?");
  expect(runningIn(sessionId)[0]?.message?.query).toBe("When?");
  await waitFor(() => expect(runningIn(sessionId)[0]).toMatchObject({ runId: "run-5" }));
  expect(runningIn(sessionId)[0]?.message).toBeUndefined();
});

it("asks for nothing if the answer was kept meanwhile", async () => {
  keepRunning({ requestId: "r1", sessionId: "s3", question: "When?", narrowedTo: [], runId: "run-1" });
  keep("s3");
  await showChat(server, "s3");
  await screen.findByText("At nine.");
  await waitFor(() => expect(runningIn("s3")).toEqual([]));
  expect(screen.getAllByRole("article")).toHaveLength(1);
  expect(server.received).toEqual([]);
});

it("stops a question, tells the server, and keeps nothing of it for later", async () => {
  const { sessionId } = await showChat(server);
  await ask("When?");
  await waitFor(() => expect(server.received).toHaveLength(1));
  expect(runningIn(sessionId)).toHaveLength(1);
  await userEvent.click(screen.getByRole("button", { name: "Stop" }));
  await waitFor(() => expect(server.received.at(-1)?.action).toBe("cancel"));
  expect(screen.getByRole("article", { name: "When?" }).dataset.phase).toBe("cancelled");
  expect(runningIn(sessionId)).toEqual([]);
});

it("opens the source whose number is clicked, says why an answer is wrong, and asks again of one model", async () => {
  server.bodies["/models"] = { models: [{
    id: "small", family: "f", provider: "openai", role: "cheap", context_tokens: 1, input_price: 0, output_price: 0,
    answers: null, reason: "", latency_ms: null,
  }] };
  server.bodies["/feedback"] = { run_id: "run", workspace_id: "w", rating: "down", created_at: "", comment: "" };
  server.answering = (asked, socket) => send(socket, done(asked, 0, { sentences: [sentence("At nine.", { markers: [1] })] }));
  const { onSource } = await showChat(server);
  await ask("When?");
  await userEvent.click(await screen.findByRole("button", { name: "Source 1" }));
  expect(onSource).toHaveBeenCalledWith(1);
  await userEvent.click(screen.getByRole("button", { name: "This answer is wrong" }));
  await userEvent.click(await screen.findByRole("button", { name: "The source does not say so" }));
  const given = server.sent.filter(({ path }) => path === "/feedback").map(({ body }) => body);
  expect(given).toEqual([
    { run_id: "run", rating: "down" },
    { run_id: "run", rating: "down", comment: "The source does not say so" },
  ]);
  await userEvent.click(screen.getByRole("button", { name: "Ask again" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "small" }));
  await waitFor(() => expect(server.received.at(-1)).toMatchObject({ query: "When?", mode: "single", models: ["small"] }));
});

it("scrolls to the turn that a link names, and from then on to what is asked", () => {
  const scrolled: (string | null)[] = [];
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element) {
    scrolled.push(this.getAttribute("aria-label"));
    return undefined;
  });
  const turns = ["1", "2", "3", "4"].map((id): Turn => ({ ...beginTurn(id, `Question ${id}`), runId: id, phase: "done" }));
  let show: (next: [number, string]) => void = () => undefined;
  function Panel() {
    const [[count, turn], setShown] = useState<[number, string]>([3, "1"]);
    show = setShown;
    const nothing = () => undefined;
    return (
      <ChatPanel
        workspaceId="w" types={[]} tags={[]} turns={turns.slice(0, count)} busy={false} opened={{ turn, source: undefined }}
        onSource={nothing} onAsk={nothing} onCancel={nothing} onDrop={nothing}
      />
    );
  }
  draw(server.system, <Panel />);
  act(() => show([3, "2"]));
  act(() => show([4, "2"]));
  expect(scrolled).toEqual(["Question 1", "Question 4"]);
});
