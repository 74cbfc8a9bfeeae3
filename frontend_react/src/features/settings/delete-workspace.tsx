import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Workspace } from "../../api/generated/workspaces";
import { explain } from "../../api/problem";
import { useSystem } from "../../api/system";
import { deleteWorkspace } from "../../api/workspaces";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Modal } from "../../ui/modal";

/** Deletes the workspace after its name is typed; this cannot be undone. */
export function DeleteWorkspace({ workspace, onGone }: { workspace: Workspace; onGone: () => void }) {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const deletion = useMutation({
    mutationFn: () => deleteWorkspace(rest, workspace.workspace_id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["workspaces"] });
      onGone();
    },
  });
  return (
    <section className="panel" aria-labelledby="delete-heading">
      <h2 id="delete-heading">{t("deletion")}</h2>
      <p className="hint">{t("deletion.hint")}</p>
      <Button kind="danger" onClick={() => setIsOpen(true)}>
        {t("deletion.begin")}
      </Button>
      <Modal title={t("deletion")} hint={t("deletion.hint")} open={isOpen} onClose={() => setIsOpen(false)}>
        <Field label={t("deletion.type", { name: workspace.name })}>
          <input value={typed} autoFocus onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <Button
          kind="danger"
          disabled={typed !== workspace.name || deletion.isPending}
          onClick={() => deletion.mutate()}
        >
          {t("deletion.end")}
        </Button>
        {deletion.error && <p role="alert">{explain(deletion.error)}</p>}
      </Modal>
    </section>
  );
}
