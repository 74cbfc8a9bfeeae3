// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { everyDay } from "./measures";
import { ModelHealth } from "./model-health";
import { QueuePanel } from "./queue-panel";
import { UsageOfAll } from "./usage-of-all";

const usage = (input_tokens: number, cost_usd: number) => ({ input_tokens, output_tokens: 0, cost_usd });
const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
const REPORT = {
  since: day(30), calls: 3, total: usage(300, 0), budget: { tokens: 100, cost_usd: 0 },
  days: [{ day: day(1), calls: 3, usage: usage(300, 0) }],
  models: [{ model_id: "large", calls: 2, usage: usage(200, 0) }, { model_id: "small", calls: 1, usage: usage(100, 0) }],
  users: [{ user_id: "me", calls: 3, usage: usage(300, 0), today: usage(120, 0), email: "" }],
  further_users: 2,
};

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

it("shows tokens if nothing was paid, marks spent budgets, and counts the users that are left out", async () => {
  server.bodies[`/admin/usage?since=${day(30)}`] = REPORT;
  draw(server.system, <UsageOfAll ownId="me" />);
  expect(await screen.findByRole("img", { name: "Tokens per day" })).toBeTruthy();
  const users = screen.getByRole("table", { name: "By user" });
  expect(within(users).getByRole("row", { name: /me \(you\).*120 of 100 tokens · spent/ })).toBeTruthy();
  expect(screen.getByText("2 more users used less.")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Calls" }));
  expect(screen.getByRole("img", { name: "Calls per day" })).toBeTruthy();
});

it("lists messages that failed for good, and sends them again", async () => {
  const messages = [{ message_id: "m", about: "inbox/w/a.txt", sent_at: "2026-01-01T00:00:00+00:00" }];
  server.bodies["/admin/queue"] = { waiting: 4, in_work: 1, failed: 3, messages };
  server.bodies["/admin/queue/redrive"] = { sent: 3, left: 0 };
  draw(server.system, <QueuePanel />);
  expect(await screen.findByText("inbox/w/a.txt")).toBeTruthy();
  expect(screen.getByText("2 more failed.")).toBeTruthy();
  server.bodies["/admin/queue"] = { waiting: 7, in_work: 1, failed: 0, messages: [] };
  await userEvent.click(screen.getByRole("button", { name: "Send what failed again" }));
  expect(await screen.findByText("3 messages are sent again.")).toBeTruthy();
  expect(await screen.findByText("7")).toBeTruthy();
});

it("shows for each model whether it answers, and the state of its breaker", async () => {
  const model = { family: "f", provider: "openai", role: "cheap", context_tokens: 1, input_price: 0, output_price: 0 };
  server.bodies["/models"] = {
    models: [
      { ...model, id: "good", answers: true, reason: "", latency_ms: 1200 },
      { ...model, id: "broken", answers: false, reason: "TimedOut", latency_ms: 12_000 },
    ],
  };
  server.bodies["/admin/breakers"] = {
    breakers: [
      { model_id: "good", condition: "closed", failures: 0, rests_until: null },
      { model_id: "broken", condition: "trial", failures: 5, rests_until: "2026-01-01T00:00:00+00:00" },
    ],
  };
  draw(server.system, <ModelHealth />);
  const broken = (await screen.findByText("broken")).closest("li");
  expect(broken?.textContent).toContain("TimedOut");
  expect(await screen.findByText(/on trial.*5 failures in a row/)).toBeTruthy();
});

it("leaves a gap for a day without calls", () => {
  expect(everyDay("2026-02-27", new Date("2026-03-02T10:00:00Z"))).toEqual(["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]);
});
