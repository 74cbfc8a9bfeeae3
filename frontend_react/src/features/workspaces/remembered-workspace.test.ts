import { afterEach, describe, expect, it, vi } from "vitest";
import { rememberWorkspace, startingWorkspace } from "./remembered-workspace";

const workspaces = ["newest", "older"].map((id) => ({ workspace_id: id, name: id, owner: "me" }));

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

  it("is the first where the browser keeps nothing", () => {
    vi.stubGlobal("localStorage", undefined);
    rememberWorkspace("older");
    expect(startingWorkspace(workspaces)?.workspace_id).toBe("newest");
  });
});
