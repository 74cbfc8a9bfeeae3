// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { document } from "../testing/answers";
import { LoopbackServer } from "../testing/loopback-server";
import { draw } from "../testing/page";
import { DocumentReading } from "./document-reading";

const PATH = "/workspaces/w/documents/handbook/content";
let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

function part(start: number, text: string, next: number | null) {
  return {
    document_id: "handbook", content_hash: "h", title: "Handbook", document_type: "md", page_count: 0, characters: 40_000,
    start, text, spans: [{ start, end: start + text.length, page: null, section: "" }], next, original: null,
  };
}

it("shows the text of a document part by part", async () => {
  server.bodies[`${PATH}?start=0&limit=20000`] = part(0, "The first words.", 20_000);
  server.bodies[`${PATH}?start=20000&limit=20000`] = part(20_000, "The last words.", null);
  draw(server.system, <DocumentReading document={document("handbook", { answering: "h" })} />);
  expect(await screen.findByText("The first words.")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Next part" }));
  expect(await screen.findByText("The last words.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Next part" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Previous part" }));
  expect(await screen.findByText("The first words.")).toBeTruthy();
});

it("says that a document without a version to search has no text yet", async () => {
  draw(server.system, <DocumentReading document={document("handbook")} />);
  expect(await screen.findByText(/no text before/)).toBeTruthy();
});
