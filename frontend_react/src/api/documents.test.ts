import { describe, expect, it } from "vitest";
import type { DocumentStatusFrame } from "./generated/status";
import { document as record } from "../testing/answers";
import { applyStatus, facetsOf, statusFrame } from "./documents";

const frame = (document_id: string, status: DocumentStatusFrame["status"]): DocumentStatusFrame => ({
  type: "status",
  workspace_id: "w",
  document_id,
  path: "",
  status,
  reason: "it is broken",
  step: "",
  chunks: 3,
  page: 0,
  page_count: 0,
});

describe("applyStatus", () => {
  it("changes the document it is about", () => {
    const changed = applyStatus([record("a"), record("b")], frame("b", "failed"));
    expect(changed?.map((document) => document.status)).toEqual(["submitted", "failed"]);
    expect(changed?.[1]?.reason).toBe("it is broken");
  });

  it("says which page of a scan was recognised last, as long as pages are recognised", () => {
    const scanned = applyStatus([record("a")], { ...frame("a", "extracting"), page: 3, page_count: 12 });
    expect(scanned?.[0]?.recognition).toEqual({ page: 3, pages: 12 });
    expect(applyStatus(scanned ?? [], frame("a", "embedding"))?.[0]?.recognition).toBeUndefined();
  });

  it("takes a deleted document off the list", () => {
    expect(applyStatus([record("a"), record("b")], frame("a", "deleted"))).toEqual([record("b")]);
  });

  it("leaves to the server what a frame does not say: new documents, and titles of ready ones", () => {
    expect(applyStatus([record("a")], frame("new", "extracting"))).toBeUndefined();
    expect(applyStatus([record("a")], frame("a", "ready"))).toBeUndefined();
  });
});

describe("statusFrame", () => {
  it("knows frames of its workspace from all others", () => {
    expect(statusFrame(frame("a", "ready"), "w")).toEqual(frame("a", "ready"));
    expect(statusFrame(frame("a", "ready"), "other")).toBeUndefined();
    expect(statusFrame({ type: "token", seq: 1 }, "w")).toBeUndefined();
    expect(statusFrame(null, "w")).toBeUndefined();
  });
});

describe("facetsOf", () => {
  it("lists types and tags of ready documents once each", () => {
    const ready = { status: "ready", document_type: "pdf" } as const;
    const documents = [
      record("a", { ...ready, metadata: { tags: ["y", "x"] } }),
      record("b", { ...ready, metadata: { tags: ["x"] } }),
      record("c", { status: "ready", document_type: "md" }),
      record("d", { document_type: "docx" }),
    ];
    expect(facetsOf(documents)).toEqual({ types: ["md", "pdf"], tags: ["x", "y"] });
  });
});
