// @vitest-environment jsdom
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { document as listed } from "../../testing/answers";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import { DocumentDetail } from "./document-detail";

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
  server.bodies["/workspaces/w/people"] = { people: [{ user_id: "ann", email: "ann@quorum.example" }] };
  server.bodies["/workspaces/w/documents/d/chunks?start=0&limit=20"] = part(0, 1);
  server.bodies["/workspaces/w/documents/d/chunks?start=1&limit=20"] = part(1, null);
  server.bodies["/workspaces/w/documents/d/history"] = {
    document_id: "d",
    versions: [version("b".repeat(32), "ann", [["failed", "2026-01-02T00:00:05Z"]]), version("a".repeat(32), "gone", [])],
  };
});
afterEach(() => server.stop());

function part(ordinal: number, next: number | null) {
  const chunk = { chunk_id: `c${ordinal}`, ordinal, text: `Passage ${ordinal}.`, page: 3, section: "Fees", start: 0 };
  return { document_id: "d", content_hash: "a", total: 2, chunks: [chunk], next };
}

function version(hash: string, owner: string, steps: [string, string][]) {
  return {
    content_hash: hash, submitted_at: "2026-01-02T00:00:00Z", owner, size_bytes: 12, is_answering: hash.startsWith("a"),
    steps: steps.map(([status, at]) => ({ status, at })), reason: steps.length ? "The file is damaged." : "",
    failed_step: steps.length ? "extract_document" : "", replaced_at: hash.startsWith("a") ? "2026-01-03T00:00:00Z" : null,
  };
}

const DOCUMENT = listed("d", { owner: "ann", answering: "a".repeat(32), answering_chunks: 2 });

it("shows the passages part by part, with heading and page", async () => {
  draw(server.system, <DocumentDetail document={DOCUMENT}>text</DocumentDetail>);
  await userEvent.click(screen.getByRole("tab", { name: /Passages 2/ }));
  expect(await screen.findByText("Passage 0.")).toBeTruthy();
  expect(screen.getByText(/1 · Fees · page 3/)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Show more" }));
  expect(await screen.findByText("Passage 1.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});

it("shows what happened to each version, by whom, and which is searched", async () => {
  draw(server.system, <DocumentDetail document={DOCUMENT}>text</DocumentDetail>);
  expect(await screen.findByText("ann@quorum.example")).toBeTruthy();
  await userEvent.click(screen.getByRole("tab", { name: "History" }));
  expect(await screen.findByText("extract document: The file is damaged.")).toBeTruthy();
  expect(screen.getByText(/uploaded by ann@quorum.example, 12 B/)).toBeTruthy();
  const searched = screen.getByText("searched now").closest("li");
  expect(searched && within(searched).getByText(/uploaded by a former member/)).toBeTruthy();
});
