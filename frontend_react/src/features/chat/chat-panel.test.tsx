// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ask, done, send, showChat } from "../../testing/conversation";
import { LoopbackServer, type Received } from "../../testing/loopback-server";

const REFUSAL = { type: "error", error: "the question has 4001 characters", code: "InvalidInput", remedy: "Shorten it." };
const SHOWN = "The question has 4001 characters. Shorten it.";
let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
  // React reports what a boundary catches on the console too.
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => server.stop());

describe("a refused question", () => {
  it.each([
    ["without a number", ({ request_id }: Received) => ({ ...REFUSAL, request_id })],
    ["whose request could not be read", () => ({ ...REFUSAL, request_id: "" })],
    ["that names no request", () => REFUSAL],
    ["after frames that were lost", ({ request_id }: Received) => ({ ...REFUSAL, request_id, seq: 3 })],
    ["that has nothing but its reason", ({ request_id }: Received) => ({ request_id, error: SHOWN })],
  ])("%s is shown", async (_name, refusal) => {
    server.answering = (asked, socket) => send(socket, refusal(asked));
    await showChat(server);
    await ask("How long?");
    expect((await screen.findByRole("alert")).textContent).toBe(SHOWN);
    expect(screen.getByRole("button", { name: "Ask" })).toBeTruthy();
  });

  it("too long for the gateway is shown too, although its socket is only closed", async () => {
    server.answering = (_asked, socket) => socket.close(1009);
    await showChat(server);
    await ask("How long?");
    expect((await screen.findByRole("alert")).textContent).toMatch(/too long/);
  });

  it("of another request is not this question's", async () => {
    server.answering = (asked, socket) => send(socket, { ...REFUSAL, request_id: "other" }, done(asked));
    await showChat(server);
    await ask("When?");
    expect(await screen.findByText("At nine.")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

it("asks again where the gateway says that its function failed", async () => {
  server.answering = (asked, socket) => {
    if (server.received.length > 1) send(socket, done(asked));
    else send(socket, { message: "Internal server error", connectionId: "c", requestId: "r" });
  };
  await showChat(server);
  await ask("When?");
  expect(await screen.findByText("At nine.")).toBeTruthy();
  expect(new Set(server.received.map((message) => message.request_id)).size).toBe(1);
});

it("passes over a kind of frame that a newer server sends, and keeps its place", async () => {
  server.answering = (asked, socket) => send(socket, { type: "applause", request_id: asked.request_id, seq: 0 }, done(asked, 1));
  await showChat(server);
  await ask("When?");
  expect(await screen.findByText("At nine.")).toBeTruthy();
});

it("says so if what comes is not JSON", async () => {
  server.answering = (_asked, socket) => socket.send("<html>");
  await showChat(server);
  await ask("When?");
  expect((await screen.findByRole("alert")).textContent).toMatch(/JSON/);
});

it("scrolls to the newest question, so that its verdict is in view", async () => {
  const scrolled: string[] = [];
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element, options) {
    if (typeof options === "object" && options.block === "start") scrolled.push(this.getAttribute("aria-label") ?? "");
  });
  server.answering = (asked, socket) => send(socket, done(asked));
  await showChat(server);
  await ask("First?");
  await screen.findByText("At nine.");
  await ask("Second?");
  await screen.findByRole("article", { name: "Second?" });
  expect(scrolled).toEqual(["First?", "Second?"]);
});

describe("a broken turn", () => {
  it.each([
    ["whose answer cannot be shown", (asked: Received) => done(asked, 0, { sentences: null }), /cannot read what the server sent: done.sentences is null/],
    ["with a frame that cannot be read", ({ request_id }: Received) => ({ type: "accepted", request_id, seq: 0 }), /accepted.session_id is missing/],
    ["whose outcome is not known", (asked: Received) => done(asked, 0, { outcome: "guessed" }), /done.outcome is "guessed"/],
  ])("%s shows a sentence, and the others stay", async (_name, broken, sentence) => {
    server.answering = (asked, socket) => send(socket, asked.query === "Broken?" ? broken(asked) : done(asked));
    await showChat(server);
    await ask("First?");
    await screen.findByText("At nine.");
    await ask("Broken?");
    expect((await screen.findByRole("alert")).textContent).toMatch(sentence);
    await ask("Third?");
    await within(await screen.findByRole("article", { name: "Third?" })).findByText("At nine.");
    expect(screen.getAllByText("At nine.")).toHaveLength(2);
  });
});
