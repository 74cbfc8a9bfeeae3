import { useNavigate, useParams, useRouteContext } from "@tanstack/react-router";
import { useWorkspace } from "../api/queries";
import { DeleteWorkspace } from "../features/settings/delete-workspace";
import { MemberList } from "../features/settings/member-list";
import { ModelList } from "../features/settings/model-list";
import { SearchEngine } from "../features/settings/search-engine";
import { WorkspaceBudget } from "../features/settings/workspace-budget";
import { WorkspaceSettings } from "../features/settings/workspace-settings";
import { t } from "../i18n/catalogue";
import { PlainPage } from "./plain-page";

export function SettingsPage() {
  const { workspace: workspaceId } = useParams({ from: "/in/w/$workspace" });
  const { data: workspace } = useWorkspace(workspaceId);
  const { user } = useRouteContext({ from: "/in" });
  const navigate = useNavigate();
  return (
    <PlainPage title={t("settings")} hint={workspace?.is_own === false ? t("settings.hintMember") : t("settings.hint")}>
      <div className="panels">
        {workspace?.is_own && <WorkspaceSettings key={workspace.revision} workspace={workspace} />}
        {workspace && <MemberList workspace={workspace} user={user} />}
        {workspace && <WorkspaceBudget workspace={workspace} />}
        <ModelList />
        {workspace && <SearchEngine workspace={workspace} />}
        {workspace?.is_own && <DeleteWorkspace workspace={workspace} onGone={() => void navigate({ to: "/" })} />}
      </div>
    </PlainPage>
  );
}
