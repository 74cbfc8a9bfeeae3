// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { EvaluationRun } from "../../api/generated/evaluations";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { EvaluationRuns } from "./evaluation-runs";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

const RUN: EvaluationRun = {
  evaluation_id: "e", kind: "answers", name: "qa", command: "quorum evaluate answers qa", published_at: "2026-01-02T00:00:00Z",
  published_by: "ann", figures: Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`figure_${n}`, n / 10])),
  curves: [
    { kind: "reliability", points: [{ x: 0.5, y: 0.25, count: 4 }, { x: 1, y: 1, count: 5 }] },
    { kind: "risk_coverage", points: [{ x: 0.5, y: 0, count: 0 }, { x: 1, y: 0.2, count: 0 }] },
  ],
};

it("draws the curves of a published run, with its figures and the command that printed them", async () => {
  server.bodies["/workspaces/w/evaluations"] = { evaluations: [RUN] };
  draw(server.system, <EvaluationRuns workspaceId="w" />);
  expect(await screen.findByRole("img", { name: /each probability were right/ })).toBeTruthy();
  expect(screen.getByRole("img", { name: /only the surest questions/ })).toBeTruthy();
  expect(screen.getByText("quorum evaluate answers qa")).toBeTruthy();
  expect(screen.getByText("2 more figures")).toBeTruthy();
});

it("says how to publish one if there is none", async () => {
  server.bodies["/workspaces/w/evaluations"] = { evaluations: [] };
  draw(server.system, <EvaluationRuns workspaceId="w" />);
  expect(await screen.findByText(/--publish w/)).toBeTruthy();
});
