import { useCallback, useEffect, useState } from "react";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { useRemote } from "../../api/use-remote";
import { createWorkspace, getWorkspaces } from "./workspaces";

interface Props {
  selected: string | undefined;
  onSelect: (workspaceId: string) => void;
}

export function WorkspacePicker({ selected, onSelect }: Props) {
  const { rest } = useSystem();
  const [failure, setFailure] = useState<string>();
  const { data, error, reload } = useRemote(useCallback(() => getWorkspaces(rest), [rest]));

  useEffect(() => {
    const first = data?.[0];
    if (selected === undefined && first) onSelect(first.workspace_id);
  }, [data, selected, onSelect]);

  async function add() {
    const name = window.prompt("Name of the new workspace");
    if (!name) return;
    try {
      const workspace = await createWorkspace(rest, name);
      reload();
      onSelect(workspace.workspace_id);
    } catch (cause) {
      setFailure(explain(cause));
    }
  }

  return (
    <div className="workspace-picker">
      <label>
        Workspace
        <select value={selected ?? ""} onChange={(event) => onSelect(event.target.value)}>
          {data?.map((workspace) => (
            <option key={workspace.workspace_id} value={workspace.workspace_id}>
              {workspace.name}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => void add()}>
        New
      </button>
      {(failure ?? error) && <p role="alert">{failure ?? error}</p>}
    </div>
  );
}
