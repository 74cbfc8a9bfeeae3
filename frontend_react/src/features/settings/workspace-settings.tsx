import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { MAX_NAME_CHARS, type Workspace, type WorkspaceChange } from "../../api/generated/workspaces";
import type { Mode } from "../../api/generated/outcomes";
import { MODES } from "../../api/modes";
import { explain } from "../../api/problem";
import { useModels } from "../../api/queries";
import { useSystem } from "../../api/system";
import { changeWorkspace } from "../../api/workspaces";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";

/** The name and the defaults for questions; only the owner can change them. */
export function WorkspaceSettings({ workspace }: { workspace: Workspace }) {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const { data: offered } = useModels();
  const [name, setName] = useState(workspace.name);
  const [mode, setMode] = useState(workspace.mode);
  const [models, setModels] = useState(workspace.models);
  const change = changeOf(workspace, { name: name.trim(), mode, models });
  const saving = useMutation({
    mutationFn: (wanted: WorkspaceChange) => changeWorkspace(rest, workspace.workspace_id, wanted),
    onSuccess: (changed) => {
      queries.setQueryData(["workspace", workspace.workspace_id], changed);
      return queries.invalidateQueries({ queryKey: ["workspaces"] });
    },
  });
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    saving.mutate({ ...change, revision: workspace.revision });
  }
  const toggle = (id: string) =>
    setModels(models.includes(id) ? models.filter((each) => each !== id) : [...models, id]);
  return (
    <form className="panel" onSubmit={submit} aria-labelledby="settings-heading">
      <h2 id="settings-heading">{t("settings.workspace")}</h2>
      <Field label={t("workspace.name")}>
        <input value={name} maxLength={MAX_NAME_CHARS} required onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t("settings.mode")} hint={t(`mode.${mode}.hint`)}>
        <select value={mode} onChange={(event) => setMode(event.target.value as Mode)}>
          {MODES.map((each) => (
            <option key={each} value={each}>
              {t(`mode.${each}`)}
            </option>
          ))}
        </select>
      </Field>
      <fieldset>
        <legend>{t("settings.models")}</legend>
        {offered?.map(({ id, family }) => (
          <label key={id} className="check">
            <input type="checkbox" checked={models.includes(id)} onChange={() => toggle(id)} /> {id} <small>{family}</small>
          </label>
        ))}
        <p className="hint">{t("settings.modelsHint")}</p>
      </fieldset>
      <Button kind="primary" type="submit" disabled={Object.keys(change).length === 0 || saving.isPending}>
        {t("save")}
      </Button>
      {saving.error && <p role="alert">{explain(saving.error)}</p>}
      <p role="status" className="hint">
        {saving.isSuccess ? t("saved") : ""}
      </p>
    </form>
  );
}

type Wanted = Required<Pick<WorkspaceChange, "name" | "mode" | "models">>;

/** Only the changed fields, so that changes by others are kept. */
function changeOf(workspace: Workspace, wanted: Wanted): WorkspaceChange {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const isChanged = ([name, value]: [string, unknown]) => value !== "" && !same(value, workspace[name as keyof Wanted]);
  return Object.fromEntries(Object.entries(wanted).filter(isChanged));
}
