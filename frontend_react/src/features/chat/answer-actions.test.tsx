// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ANSWER } from "../../testing/answers";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { AnswerActions } from "./answer-actions";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

function show() {
  const nothing = () => undefined;
  draw(server.system, <AnswerActions question="When?" answer={ANSWER} onAgain={nothing} onEdit={nothing} />);
}

it("has a name for each button, and says when the answer is copied", async () => {
  userEvent.setup();
  show();
  await userEvent.click(screen.getByRole("button", { name: "Copy" }));
  expect((await screen.findByText("Copied", { selector: "[role=status]" })).className).toBe("unseen");
  expect(await navigator.clipboard.readText()).toBe("At nine.");
});

it("gives the focus back to a menu's button without scrolling to it", async () => {
  show();
  const focus = vi.spyOn(HTMLElement.prototype, "focus");
  const button = screen.getByRole("button", { name: "Ask again" });
  await userEvent.click(button);
  await userEvent.click(await screen.findByRole("menuitem", { name: "In the same way" }));
  expect(document.activeElement).toBe(button);
  expect(focus.mock.calls.at(-1)).toEqual([{ preventScroll: true }]);
});
