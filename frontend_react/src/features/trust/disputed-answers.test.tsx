// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Done } from "../../api/generated/done";
import { ANSWER } from "../../testing/answers";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { DisputedAnswers } from "./disputed-answers";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

function keep(...answers: Partial<Done>[]) {
  const summary = { session_id: "s", workspace_id: "w", title: "Norway", created_at: "", updated_at: "", message_count: 2 };
  server.bodies["/sessions"] = { sessions: [summary, { ...summary, session_id: "t", workspace_id: "other" }] };
  server.bodies["/sessions/s"] = {
    session_id: "s",
    messages: answers.flatMap((answer, index) => {
      const each = { created_at: "", workspace_id: "w", run_id: `r${index}` };
      return [
        { ...each, role: "user", text: `Question ${index}?`, answer: null },
        { ...each, role: "assistant", text: "", answer: { ...ANSWER, ...answer } },
      ];
    }),
  };
}

it("lists disputed answers of the latest conversations, newest first, each with a link and what is said instead", async () => {
  keep({ outcome: "disputed", disputed: ["smollm2: 2.25 euros"] }, {}, { outcome: "disputed" });
  draw(server.system, <DisputedAnswers workspaceId="w" />);
  const links = await screen.findAllByRole("link");
  expect(links.map((link) => link.textContent)).toEqual(["Question 2?", "Question 0?"]);
  expect(screen.getByText("Models disagree · smollm2: 2.25 euros")).toBeTruthy();
});

it("says so if nothing was disputed", async () => {
  keep({});
  draw(server.system, <DisputedAnswers workspaceId="w" />);
  expect(await screen.findByText(/Nothing was disputed/)).toBeTruthy();
});
