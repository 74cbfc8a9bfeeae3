// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { ChatPanel } from "./chat-panel";
import { beginTurn } from "./turn";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

function show(hasMouse: boolean, busy: boolean) {
  vi.spyOn(window, "matchMedia").mockImplementation((media) =>
    Object.assign(new EventTarget(), { media, matches: hasMouse }) as unknown as MediaQueryList,
  );
  const nothing = () => undefined;
  draw(
    server.system,
    <ChatPanel workspaceId="w" types={[]} tags={[]} turns={[beginTurn("r", "When?")]} busy={busy} onSource={nothing} onAsk={nothing} onCancel={nothing} onDrop={nothing} />,
  );
  return document.activeElement === screen.getByLabelText("Your question");
}

it("lets the next question be typed at once in a conversation that was just begun", () => {
  expect(show(true, true)).toBe(true);
});

it.each([[false, true], [true, false]])("takes no focus on a phone or in an earlier conversation (%s, %s)", (hasMouse, busy) => {
  expect(show(hasMouse, busy)).toBe(false);
});
