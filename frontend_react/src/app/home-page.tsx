import { Navigate, useNavigate } from "@tanstack/react-router";
import { explain } from "../api/problem";
import { useWorkspaces } from "../api/queries";
import { startingWorkspace } from "../api/remembered-workspace";
import { InvitationList } from "../features/workspaces/invitation-list";
import { NewWorkspaceForm } from "../features/workspaces/new-workspace-form";
import { t } from "../i18n/catalogue";
import { Button } from "../ui/button";
import { Wordmark } from "../ui/wordmark";

/** Redirects to the workspace used last, or offers to create the first one. */
export function HomePage({ onLeave }: { onLeave: () => void }) {
  const { data, error } = useWorkspaces();
  const navigate = useNavigate();
  const first = data && startingWorkspace(data.workspaces);
  const enter = (workspace: string) => void navigate({ to: "/w/$workspace", params: { workspace } });
  if (first) return <Navigate to="/w/$workspace" params={{ workspace: first.workspace_id }} replace />;
  return (
    <main className="page-notice">
      <Wordmark />
      {error && <p role="alert">{explain(error)}</p>}
      {data && (
        <>
          <h1>{t("workspace.first")}</h1>
          <p>{t(data.may_create ? "workspace.firstHint" : "workspace.managersOnly")}</p>
          <InvitationList onAccepted={enter} />
          {data.may_create && <NewWorkspaceForm onCreated={enter} />}
        </>
      )}
      {(data ?? error) && (
        <Button kind="quiet" className="home-leave" onClick={onLeave}>
          {t("signOut")}
        </Button>
      )}
    </main>
  );
}
