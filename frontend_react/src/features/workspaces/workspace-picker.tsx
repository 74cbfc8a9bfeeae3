import { useCallback, useEffect, useState, type SyntheticEvent } from "react";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { useRemote } from "../../api/use-remote";
import { rememberWorkspace, startingWorkspace } from "./remembered-workspace";
import { createWorkspace, getWorkspaces } from "./workspaces";

interface Props {
  selected: string | undefined;
  onSelect: (workspaceId: string) => void;
}

export function WorkspacePicker({ selected, onSelect }: Props) {
  const { rest } = useSystem();
  const [adding, setAdding] = useState(false);
  const { data, error, reload } = useRemote(useCallback(() => getWorkspaces(rest), [rest]));

  useEffect(() => {
    const first = data && startingWorkspace(data);
    if (selected === undefined && first) onSelect(first.workspace_id);
  }, [data, selected, onSelect]);

  function choose(workspaceId: string) {
    rememberWorkspace(workspaceId);
    onSelect(workspaceId);
  }

  async function add(name: string) {
    const workspace = await createWorkspace(rest, name);
    setAdding(false);
    reload();
    choose(workspace.workspace_id);
  }

  return (
    <div className="workspace-picker">
      <label>
        Workspace
        <select value={selected ?? ""} onChange={(event) => choose(event.target.value)}>
          {data?.map((workspace) => (
            <option key={workspace.workspace_id} value={workspace.workspace_id}>
              {workspace.name}
            </option>
          ))}
        </select>
      </label>
      {adding ? (
        <NewWorkspace onAdd={add} onCancel={() => setAdding(false)} />
      ) : (
        <button type="button" onClick={() => setAdding(true)}>
          New
        </button>
      )}
      {error && <p role="alert">{error}</p>}
    </div>
  );
}

function NewWorkspace({ onAdd, onCancel }: { onAdd: (name: string) => Promise<void>; onCancel: () => void }) {
  const [name, setName] = useState("");
  const [failure, setFailure] = useState<string>();

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    onAdd(name.trim()).catch((cause: unknown) => setFailure(explain(cause)));
  }

  return (
    <form onSubmit={submit}>
      <input
        aria-label="Name of the new workspace"
        placeholder="Name"
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onCancel()}
      />
      <button disabled={name.trim() === ""}>Create</button>
      <button type="button" className="quiet" onClick={onCancel}>
        Cancel
      </button>
      {failure && <p role="alert">{failure}</p>}
    </form>
  );
}
