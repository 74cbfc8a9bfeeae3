// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Chat } from "../../testing/conversation";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { exportConversation } from "./conversation-export";

let server: LoopbackServer;
let scrolled: (string | null)[] = [];
beforeEach(async () => {
  localStorage.clear();
  server = await LoopbackServer.start();
  scrolled = [];
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element) {
    scrolled.push(this.getAttribute("aria-label"));
    return undefined;
  });
  // Parts of a conversation of 75 turns: as the page asks for them, and as large as the server sends them.
  part("", 46, 75, "46");
  part("?before=46", 16, 45, "16");
  part("?before=16", 1, 15, null);
  part("?limit=80", 36, 75, "36");
  part("?limit=80&before=46", 6, 45, "6");
  part("?limit=80&before=36", 1, 35, null);
  part("?limit=80&before=6", 1, 5, null);
});
afterEach(() => server.stop());

function part(query: string, first: number, last: number, before: string | null) {
  const messages = Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((turn) => {
    const each = { created_at: "2026-01-01T00:00:00Z", workspace_id: "w", run_id: `run-${turn}`, answer: null };
    return [{ ...each, role: "user", text: `Question ${turn}` }, { ...each, role: "assistant", text: `Answer ${turn}` }];
  });
  server.bodies[`/sessions/s1${query}`] = { session_id: "s1", messages, before };
}

async function open(linked?: string) {
  draw(server.system, <Chat sessionId="s1" linked={linked} onSource={() => undefined} />);
  await screen.findByText("Question 75");
}

function rendered() {
  const numbers = [...document.querySelectorAll("article")].map((each) => Number(each.getAttribute("aria-label")?.split(" ")[1]));
  return [numbers[0], numbers.at(-1), numbers.length];
}

const earlier = () => screen.queryByRole("button", { name: "Show earlier turns" });
const press = () => userEvent.click(earlier() ?? document.body);

it("loads earlier turns on demand, until the conversation begins, without scrolling to one", async () => {
  await open();
  expect(rendered()).toEqual([46, 75, 30]);
  await press();
  await waitFor(() => expect(rendered()).toEqual([16, 75, 60]));
  await press();
  await waitFor(() => expect(rendered()).toEqual([1, 75, 75]));
  expect(earlier()).toBeNull();
  expect(scrolled).toEqual(["Question 75"]);
});

it("leaves on the screen what was there when loaded turns are added above", async () => {
  // As if each turn were 100 pixels high.
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    const siblings = [...(this.parentElement?.querySelectorAll(":scope > article") ?? [])];
    return new DOMRect(0, siblings.indexOf(this) * 100, 500, 100);
  });
  await open();
  await press();
  await waitFor(() => expect(document.querySelector(".turns")?.scrollTop).toBe(3000));
});

it("says why earlier turns cannot be loaded, and loads them at the next try", async () => {
  const body = server.bodies["/sessions/s1?before=46"];
  server.bodies["/sessions/s1?before=46"] = { session_id: "s1", messages: "none" };
  await open();
  await press();
  expect((await screen.findByRole("alert")).textContent).toContain("messages");
  server.bodies["/sessions/s1?before=46"] = body;
  await press();
  await waitFor(() => expect(rendered()).toEqual([16, 75, 60]));
  expect(screen.queryByRole("alert")).toBeNull();
});

it("loads as far as the turn that a link names, and scrolls to it", async () => {
  await open("run-3");
  await screen.findByText("Question 3");
  expect(rendered()).toEqual([3, 32, 30]);
  expect(scrolled).toEqual(["Question 75", "Question 3"]);
});

it("shows all turns when the browser's search is opened", async () => {
  await open();
  await userEvent.keyboard("{Control>}f{/Control}");
  await waitFor(() => expect(rendered()).toEqual([1, 75, 75]));
  expect(screen.queryByText(/Showing all turns/)).toBeNull();
});

it("exports the turns that are not loaded too", async () => {
  const made: Blob[] = [];
  URL.createObjectURL = (blob: Blob) => `blob:${made.push(blob)}`;
  URL.revokeObjectURL = () => undefined;
  await exportConversation(server.system.rest, "s1", "md");
  const reader = new FileReader();
  reader.readAsText(made[0] ?? new Blob());
  await waitFor(() => expect(reader.readyState).toBe(FileReader.DONE));
  const text = reader.result as string;
  const headings = text.split("\n").filter((line) => line.startsWith("## "));
  expect(headings).toEqual(Array.from({ length: 75 }, (_, index) => `## Question ${index + 1}`));
});
