// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { DisputedAnswer } from "../../api/generated/sessions";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { DisputedAnswers } from "./disputed-answers";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

const DISPUTED: DisputedAnswer = {
  session_id: "s", run_id: "r", question: "Question 0?", outcome: "disputed", disputed: [], answered_at: "",
};

it("lists disputed answers as the server orders them, each with a link and what is said instead", async () => {
  const disputes = [
    { ...DISPUTED, run_id: "r2", question: "Question 2?" },
    { ...DISPUTED, disputed: ["smollm2: 2.25 euros"] },
  ];
  server.bodies["/workspaces/w/disputes"] = { disputes, looked_through: 3 };
  draw(server.system, <DisputedAnswers workspaceId="w" />);
  const links = await screen.findAllByRole("link");
  expect(links.map((link) => link.textContent)).toEqual(["Question 2?", "Question 0?"]);
  expect(screen.getByText("Models disagree · smollm2: 2.25 euros")).toBeTruthy();
});

it("says so if nothing was disputed, and how much was looked through", async () => {
  server.bodies["/workspaces/w/disputes"] = { disputes: [], looked_through: 7 };
  draw(server.system, <DisputedAnswers workspaceId="w" />);
  expect(await screen.findByText(/Nothing was disputed in your latest 7/)).toBeTruthy();
});
