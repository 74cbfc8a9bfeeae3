// @vitest-environment jsdom
import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CheckedSentence, Citation, ShownPassage } from "../../api/generated/answers";
import { sentence } from "../../testing/answers";
import { LoopbackServer } from "../../testing/loopback-server";
import { draw } from "../../testing/page";
import EvidencePane from "./evidence-pane";

const TEXT = "Opening\n\nWe open at nine.\n\nWe close at six.";
const PLACE = { document_id: "d", title: "Handbook", section: "Handbook › Opening", page: 3 };
const passage: ShownPassage = { ...PLACE, chunk_id: "c", text: "We open at nine.\nWe close at six.", score: 1 };
const cited = (marker: number, quote: string, start: number | null): Citation => ({
  ...PLACE, chunk_id: "c", marker, quote, verified: true, start, end: start === null ? null : start + quote.length,
});
const CITATIONS = [cited(1, "We open at nine.", 9), cited(2, "We close at six.", 27)];
const span = (start: number, end: number) => ({ start, end, page: 3, section: "Opening" });

let server: LoopbackServer;
beforeEach(async () => {
  server = await LoopbackServer.start();
});
afterEach(() => server.stop());

function show(citations: Citation[], opened: number | undefined, kind = "text/markdown", sentences: CheckedSentence[] = []) {
  if (kind) {
    server.bodies["/workspaces/w/documents/d/content?start=0&limit=100000"] = {
      document_id: "d", content_hash: "h", title: "Handbook", document_type: "md", page_count: 3, characters: 43, start: 0,
      text: TEXT, spans: [span(0, 7), span(9, 25), span(27, 43)], next: null,
      original: { url: "https://files.example/handbook", valid_s: 60, content_type: kind },
    };
  }
  const onOpen = vi.fn();
  const evidence = { citations, sentences, passages: [passage] };
  draw(server.system, <EvidencePane workspaceId="w" evidence={evidence} opened={opened} onOpen={onOpen} />);
  return onOpen;
}

const marked = () => [...document.querySelectorAll("mark")].map((mark) => mark.textContent);

it("opens the document at the quoted words, with page, heading and file", async () => {
  show(CITATIONS, 2);
  const file = await screen.findByRole("link", { name: /Open the file/ });
  expect(file.getAttribute("href")).toBe("https://files.example/handbook");
  expect(marked()).toEqual(["We close at six."]);
  expect(screen.getByText("We open at nine.")).toBeTruthy();
  expect(screen.getByText("Opening · page 3")).toBeTruthy();
  expect(screen.getByText("Source 2")).toBeTruthy();
});

it("says which retrievers found the passage, and how it was ranked", async () => {
  const found_by = [
    { stage: "lexical", rank: 2, of: 40, score: 7.5 },
    { stage: "late_interaction", rank: 1, of: 52, score: 0.81 },
  ];
  show([{ ...cited(1, "We open at nine.", 9), found_by }], 1);
  const line = (await screen.findByText("Found by")).parentElement;
  expect(line?.textContent).toBe("Found bywords 2nd of 40reranked 1st of 52");
  expect(screen.getByTitle("Score 0.81, among 52 passages")).toBeTruthy();
});

it("lists supporting and contradicting passages, opens one in its document, and goes back", async () => {
  const other = (quote: string, start: number) => ({
    ...PLACE, title: `Notes: ${quote}`, chunk_id: `o${start}`, quote, start, end: start + quote.length,
  });
  const claim = sentence("We open at nine.", { markers: [1], also: [other("We close at six.", 27)], against: [other("Opening", 0)] });
  show(CITATIONS, 1, "text/markdown", [claim, { ...claim, markers: [2], against: [] }]);
  expect(await screen.findByRole("heading", { name: "Contradicts" })).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: /We close at six.*Notes/ }));
  await waitFor(() => expect(marked()).toEqual(["We close at six."]));
  expect(screen.getByRole("heading", { name: "Notes: We close at six." })).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Source 1" }));
  await waitFor(() => expect(marked()).toEqual(["We open at nine."]));
});

it("offers the printed page of a PDF only", async () => {
  show(CITATIONS, 1);
  await screen.findByRole("link", { name: /Open the file/ });
  expect(screen.queryByRole("button", { name: "Show the page" })).toBeNull();
  cleanup();
  show(CITATIONS, 1, "application/pdf");
  await userEvent.click(await screen.findByRole("button", { name: "Show the page" }));
  await userEvent.click(await screen.findByRole("button", { name: "Show the text" }));
  await waitFor(() => expect(marked()).toEqual(["We open at nine."]));
});

it("goes to the next source, and not before the first", async () => {
  const onOpen = show(CITATIONS, 1);
  await userEvent.click(screen.getByRole("button", { name: "Next source" }));
  expect(onOpen).toHaveBeenCalledWith(2);
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Previous source" }).disabled).toBe(true);
});

it("searches for the words if the answer gives no range, or one of another version", async () => {
  show([cited(1, "We close at six.", null), cited(2, "We close at six.", 2)], 2);
  await waitFor(() => expect(marked()).toEqual(["We close at six."]));
});

it("shows the passages found before anything is cited", async () => {
  show([], undefined);
  expect(screen.getByText("Passage 1")).toBeTruthy();
  await waitFor(() => expect(marked()).toEqual(["We open at nine.", "We close at six."]));
});

it("shows the passage alone if the document cannot be read", async () => {
  show(CITATIONS, 1, "");
  await waitFor(() => expect(marked()).toEqual(["We open at nine."]));
  expect(screen.getByRole("region", { name: "Text of the document" }).textContent).toBe(passage.text);
});

it("names the heading that the quoted words are under, where a passage goes over several", async () => {
  const passageOfTwo = { ...cited(1, "We close at six.", 27), section: "Handbook › The beginning" };
  show([passageOfTwo], 1);
  expect(await screen.findByText("Opening · page 3")).toBeTruthy();
});

it("marks a passage that is not cited at its edge, and not its words", async () => {
  show([], 1);
  await screen.findByRole("link", { name: /Open the file/ });
  expect(screen.getByRole("region", { name: "Text of the document" }).className).toContain("evidence-passage");
});
