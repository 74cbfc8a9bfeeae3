import { afterEach, describe, expect, it, vi } from "vitest";
import type { RestClient } from "../../api/rest-client";
import { applyStatus, facetsOf, isStatusFrame, type DocumentRecord, type StatusFrame } from "./documents";
import { StatusSocket } from "./status-socket";

const record = (document_id: string, more: Partial<DocumentRecord> = {}): DocumentRecord => ({
  document_id,
  path: `${document_id}.md`,
  title: "",
  status: "submitted",
  reason: "",
  chunk_count: 0,
  document_type: "",
  metadata: {},
  ...more,
});
const frame = (document_id: string, status: StatusFrame["status"]): StatusFrame => ({
  type: "status",
  workspace_id: "w",
  document_id,
  path: "",
  status,
  reason: "it is broken",
  chunks: 3,
});

describe("applyStatus", () => {
  it("changes the document it is about", () => {
    const changed = applyStatus([record("a"), record("b")], frame("b", "failed"));
    expect(changed?.map((document) => document.status)).toEqual(["submitted", "failed"]);
    expect(changed?.[1]?.reason).toBe("it is broken");
  });

  it("takes a deleted document off the list", () => {
    expect(applyStatus([record("a"), record("b")], frame("a", "deleted"))).toEqual([record("b")]);
  });

  it("leaves to the server what a frame does not say: new documents, and titles of ready ones", () => {
    expect(applyStatus([record("a")], frame("new", "extracting"))).toBeUndefined();
    expect(applyStatus([record("a")], frame("a", "ready"))).toBeUndefined();
  });
});

describe("isStatusFrame", () => {
  it("knows frames of its workspace from all others", () => {
    expect(isStatusFrame(frame("a", "ready"), "w")).toBe(true);
    expect(isStatusFrame(frame("a", "ready"), "other")).toBe(false);
    expect(isStatusFrame({ type: "token", seq: 1 }, "w")).toBe(false);
    expect(isStatusFrame(null, "w")).toBe(false);
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

class Socket {
  static opened: Socket[] = [];
  onopen?: () => void;
  onclose?: () => void;
  onmessage?: (event: { data: string }) => void;
  close = vi.fn();
  constructor(readonly url: string) {
    Socket.opened.push(this);
  }
}

describe("StatusSocket", () => {
  afterEach(() => {
    Socket.opened = [];
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("says when frames come, opens a dropped socket again, and rests once it is closed", async () => {
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", Socket);
    const rest = { call: () => Promise.resolve({ ticket: "t&1" }) } as unknown as RestClient;
    const seen: unknown[] = [];
    const listener = { onStatus: (item: StatusFrame) => seen.push(item.status), onConnected: (up: boolean) => seen.push(up) };
    const socket = new StatusSocket("ws://host", rest, "w", listener);
    await socket.open();
    expect(Socket.opened[0]?.url).toBe("ws://host?ticket=t%261");
    Socket.opened[0]?.onopen?.();
    Socket.opened[0]?.onmessage?.({ data: JSON.stringify(frame("a", "ready")) });
    Socket.opened[0]?.onmessage?.({ data: JSON.stringify({ type: "token" }) });
    Socket.opened[0]?.onclose?.();
    expect(seen).toEqual([true, "ready", false]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(Socket.opened).toHaveLength(2);
    socket.close();
    Socket.opened[1]?.onclose?.();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Socket.opened).toHaveLength(2);
  });
});
