import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import type { Workspace } from "../../api/generated/workspaces";
import { useWorkspaces } from "../../api/queries";
import { t } from "../../i18n/catalogue";
import { Icon } from "../../ui/icons";
import { Modal } from "../../ui/modal";
import { InvitationList } from "./invitation-list";
import { NewWorkspaceForm } from "./new-workspace-form";

interface Props {
  selected: string;
  onSelect: (workspaceId: string) => void;
}

/** Shows the current workspace, switches to another one, and creates a new one. */
export function WorkspaceMenu({ selected, onSelect }: Props) {
  const { data } = useWorkspaces();
  const [adding, setAdding] = useState(false);
  const mayCreate = data?.may_create ?? false;
  const current = data?.workspaces.find(({ workspace_id }) => workspace_id === selected);
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="workspace-menu" aria-label={t("workspace.menu", { name: current?.name ?? "" })}>
          <span className="workspace-name">{current ? nameOf(current) : "…"}</span>
          <Icon name="down" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu menu-wide" align="start">
            <DropdownMenu.RadioGroup value={selected} onValueChange={onSelect}>
              {data?.workspaces.map((workspace) => (
                <DropdownMenu.RadioItem key={workspace.workspace_id} value={workspace.workspace_id} className="menu-item">
                  {nameOf(workspace)}
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
            <DropdownMenu.Separator className="menu-line" />
            <DropdownMenu.Item className="menu-item" disabled={!mayCreate} onSelect={() => setAdding(true)}>
              {t("workspace.new")}
              {data?.may_create === false && <small>{t("workspace.managersOnly")}</small>}
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <InvitationList onAccepted={onSelect} />
      <Modal title={t("workspace.new")} hint={t("workspace.newHint")} open={adding} onClose={() => setAdding(false)}>
        <NewWorkspaceForm
          onCreated={(workspaceId) => {
            setAdding(false);
            onSelect(workspaceId);
          }}
        />
      </Modal>
    </>
  );
}

/** Names are unique only among the workspaces of one owner. */
function nameOf({ name, owner, owner_email, is_own }: Workspace): string {
  return is_own ? name : t("workspace.shared", { name, owner: owner_email || owner });
}
