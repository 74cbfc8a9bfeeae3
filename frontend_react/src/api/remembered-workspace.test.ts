import { afterEach, describe, expect, it, vi } from "vitest";
import { rememberWorkspace, startingWorkspace } from "./remembered-workspace";

const workspaces = ["newest", "older"].map((id) => ({ workspace_id: id, is_own: true }));

describe("startingWorkspace", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is the one chosen last, as long as it is there", () => {
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
    expect(startingWorkspace(workspaces)?.workspace_id).toBe("newest");
    rememberWorkspace("older");
    expect(startingWorkspace(workspaces)?.workspace_id).toBe("older");
    rememberWorkspace("deleted");
    expect(startingWorkspace(workspaces)?.workspace_id).toBe("newest");
    expect(startingWorkspace([])).toBeUndefined();
  });

  it("is one of the user's own before one that others share", () => {
    const shared = { workspace_id: "shared", is_own: false };
    vi.stubGlobal("localStorage", undefined);
    expect(startingWorkspace([shared, ...workspaces])?.workspace_id).toBe("newest");
    expect(startingWorkspace([shared])?.workspace_id).toBe("shared");
  });

  it("is the first where the browser keeps nothing", () => {
    vi.stubGlobal("localStorage", undefined);
    rememberWorkspace("older");
    expect(startingWorkspace(workspaces)?.workspace_id).toBe("newest");
  });
});
