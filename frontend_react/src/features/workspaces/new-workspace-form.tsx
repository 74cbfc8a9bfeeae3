import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { MAX_NAME_CHARS } from "../../api/generated/workspaces";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { createWorkspace } from "../../api/workspaces";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";

export function NewWorkspaceForm({ onCreated }: { onCreated: (workspaceId: string) => void }) {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const creation = useMutation({
    mutationFn: () => createWorkspace(rest, name.trim()),
    onSuccess: async ({ workspace_id }) => {
      await queries.invalidateQueries({ queryKey: ["workspaces"] });
      onCreated(workspace_id);
    },
  });

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    creation.mutate();
  }

  return (
    <form className="inline-form" onSubmit={submit}>
      <Field label={t("workspace.name")}>
        <input value={name} maxLength={MAX_NAME_CHARS} autoFocus onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button kind="primary" type="submit" disabled={name.trim() === "" || creation.isPending}>
        {t("create")}
      </Button>
      {creation.error && <p role="alert">{explain(creation.error)}</p>}
    </form>
  );
}
