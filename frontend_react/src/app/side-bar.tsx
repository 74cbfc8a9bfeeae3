import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useDocuments } from "../api/use-documents";
import type { SignedInUser } from "../features/auth/session";
import { ConversationList } from "../features/conversations/conversation-list";
import { WorkspaceMenu } from "../features/workspaces/workspace-menu";
import { t, tn } from "../i18n/catalogue";
import { Icon, type IconName } from "../ui/icons";
import { Wordmark } from "../ui/wordmark";
import { UserMenu } from "./user-menu";

interface Props {
  workspaceId: string;
  user: SignedInUser;
  onLeave: () => void;
  /** Called after a navigation, so that a drawer can close. */
  onGone: () => void;
}

/** Links to the pages of the workspace and to earlier conversations. */
export function SideBar({ workspaceId, user, onLeave, onGone }: Props) {
  const navigate = useNavigate();
  const { conversation } = useParams({ strict: false });
  const documents = useDocuments(workspaceId).data;
  const ready = documents?.filter(({ status }) => status === "ready").length;
  const enter = (workspace: string) => {
    onGone();
    void navigate({ to: "/w/$workspace", params: { workspace } });
  };
  return (
    <section className="side-bar" aria-label={t("menu")}>
      <Wordmark />
      <WorkspaceMenu selected={workspaceId} onSelect={enter} />
      <nav aria-label={t("nav.pages")} className="nav" onClick={onGone}>
        <NavLink to="/w/$workspace" workspace={workspaceId} icon="plus" exact>
          {t("nav.new")}
        </NavLink>
        <NavLink to="/w/$workspace/search" workspace={workspaceId} icon="search">
          {t("nav.search")}
        </NavLink>
        <NavLink to="/w/$workspace/documents" workspace={workspaceId} icon="documents">
          {t("nav.documents")} {ready !== undefined && <small>{tn("nav.ready", ready)}</small>}
        </NavLink>
        <NavLink to="/w/$workspace/trust" workspace={workspaceId} icon="trust">
          {t("nav.trust")}
        </NavLink>
        <NavLink to="/w/$workspace/settings" workspace={workspaceId} icon="settings">
          {t("nav.settings")}
        </NavLink>
      </nav>
      <ConversationList workspaceId={workspaceId} selected={conversation} onGone={onGone} />
      <UserMenu user={user} onLeave={onLeave} />
    </section>
  );
}

type Target = "/w/$workspace" | `/w/$workspace/${"search" | "documents" | "trust" | "settings"}`;

interface NavLinkProps {
  to: Target;
  workspace: string;
  icon: IconName;
  exact?: boolean;
  children: ReactNode;
}

function NavLink({ to, workspace, icon, exact = false, children }: NavLinkProps) {
  return (
    <Link to={to} params={{ workspace }} activeOptions={{ exact }} className="nav-link">
      <Icon name={icon} /> <span>{children}</span>
    </Link>
  );
}
