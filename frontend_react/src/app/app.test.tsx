// @vitest-environment jsdom
import { render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LoopbackServer } from "../testing/loopback-server";
import { App } from "./app";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
  vi.spyOn(console, "error").mockReturnValue();
  vi.stubGlobal("scrollTo", () => undefined);
});
afterEach(() => server.stop());

it("shows the sign-in form to whoever is not signed in, and keeps where they wanted to go", async () => {
  history.replaceState(null, "", "/w/papers/documents");
  render(<App config={server.system.config} />);
  expect(await screen.findByRole("button", { name: "Sign in" })).toBeTruthy();
  expect(location.pathname + location.search).toBe(`/sign-in?next=${encodeURIComponent("/w/papers/documents")}`);
});

it("shows a sentence and a way back instead of a white page", async () => {
  history.replaceState(null, "", "/sign-in");
  const config = Object.defineProperty({ ...server.system.config }, "demo_user", { get: () => { throw new Error("no user"); } });
  render(<App config={config} />);
  expect((await screen.findByRole("alert")).textContent).toContain("The page cannot be shown: no user");
  expect(screen.getByRole("button", { name: "Load it again" })).toBeTruthy();
});

it("says so if there is no such page", async () => {
  history.replaceState(null, "", "/nowhere");
  render(<App config={server.system.config} />);
  expect(await screen.findByText("There is no such page.")).toBeTruthy();
});
