// @vitest-environment jsdom
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { ChatPanel } from "./chat-panel";
import { beginTurn, type Turn } from "./turn";

const ALL = Array.from({ length: 101 }, (_, index): Turn => {
  const id = String(index + 1);
  return { ...beginTurn(id, `Question ${id}`), runId: id, phase: "done" };
});
let server: LoopbackServer;
let scrolled: (string | null)[] = [];
let show: (count: number) => void = () => undefined;
beforeEach(async () => {
  server = await LoopbackServer.start();
  scrolled = [];
  vi.spyOn(Element.prototype, "scrollIntoView").mockImplementation(function (this: Element) {
    scrolled.push(this.getAttribute("aria-label"));
    return undefined;
  });
});
afterEach(() => server.stop());

function Panel({ linked }: { linked: string | undefined }) {
  const [count, setCount] = useState(0);
  show = setCount;
  const turns = ALL.slice(0, count);
  const nothing = () => undefined;
  return (
    <ChatPanel
      workspaceId="w" types={[]} tags={[]} turns={turns} busy={false}
      opened={{ turn: linked ?? turns.at(-1)?.runId ?? "", source: undefined }}
      onSource={nothing} onAsk={nothing} onCancel={nothing} onDrop={nothing}
    />
  );
}

/** Shows a conversation of 100 turns, which are loaded after the first rendering. */
function open(linked?: string) {
  draw(server.system, <Panel linked={linked} />);
  act(() => show(100));
}

/** The numbers of the first and the last turn that are rendered, and how many there are. */
function rendered() {
  const numbers = screen.getAllByRole("article").map((each) => Number(each.getAttribute("aria-label")?.split(" ")[1]));
  return [numbers[0], numbers.at(-1), numbers.length];
}

const earlier = () => screen.queryByRole("button", { name: "Show earlier turns" });
const later = () => screen.queryByRole("button", { name: "Show later turns" });
const press = (button: HTMLElement | null) => userEvent.click(button ?? document.body);

it("shows the newest turns, and scrolls to the last one", () => {
  open();
  expect(rendered()).toEqual([71, 100, 30]);
  expect(scrolled).toEqual(["Question 100"]);
  expect(later()).toBeNull();
});

it("shows earlier turns on demand, until there are no more, without scrolling to one", async () => {
  open();
  await press(earlier());
  expect(rendered()).toEqual([41, 100, 60]);
  await press(earlier());
  await press(earlier());
  expect(rendered()).toEqual([1, 100, 100]);
  expect(earlier()).toBeNull();
  expect(scrolled).toEqual(["Question 100"]);
});

it("shows earlier turns when the button comes into view, and leaves on the screen what was there", () => {
  const observers: (() => void)[] = [];
  class Observer {
    constructor(report: (entries: { isIntersecting: boolean }[]) => void) {
      observers.push(() => report([{ isIntersecting: true }]));
    }
    observe = () => undefined;
    disconnect = () => undefined;
  }
  vi.stubGlobal("IntersectionObserver", Observer);
  // As if each turn were 100 pixels high.
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    const siblings = [...(this.parentElement?.querySelectorAll(":scope > article") ?? [])];
    return new DOMRect(0, siblings.indexOf(this) * 100, 500, 100);
  });
  open();
  act(() => observers.at(-1)?.());
  expect(rendered()).toEqual([41, 100, 60]);
  expect(screen.getByRole("article", { name: "Question 41" }).parentElement?.scrollTop).toBe(3000);
});

it("shows an old turn that a link names, and later ones on demand", async () => {
  open("20");
  expect(rendered()).toEqual([20, 49, 30]);
  expect(scrolled).toEqual(["Question 20"]);
  await press(later());
  expect(rendered()).toEqual([20, 79, 60]);
  await press(later());
  expect(rendered()).toEqual([20, 100, 81]);
  expect(later()).toBeNull();
  await press(earlier());
  expect(rendered()).toEqual([1, 100, 100]);
});

it("adds a new turn while earlier ones are hidden", () => {
  open();
  act(() => show(101));
  expect(rendered()).toEqual([71, 101, 31]);
  expect(scrolled).toEqual(["Question 100", "Question 101"]);
  expect(earlier()).toBeTruthy();
});

it("returns to the newest turns when one is added below an old turn", () => {
  open("20");
  expect(later()).toBeTruthy();
  act(() => show(101));
  expect(rendered()).toEqual([72, 101, 30]);
  expect(scrolled).toEqual(["Question 20", "Question 101"]);
});
