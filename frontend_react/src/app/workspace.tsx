import { Link, Outlet } from "@tanstack/react-router";
import { useEffect, useState, type MouseEvent } from "react";
import { explain } from "../api/problem";
import { useWorkspace } from "../api/queries";
import { rememberWorkspace } from "../api/remembered-workspace";
import { useDocumentStatus } from "../api/use-documents";
import type { SignedInUser } from "../features/auth/session";
import { t } from "../i18n/catalogue";
import { Button } from "../ui/button";
import { Drawer } from "../ui/drawer";
import { Boundary } from "../ui/error-boundary";
import { Icon } from "../ui/icons";
import { TWO_PANES, useMedia } from "../ui/use-media";
import { ConnectionNotice } from "./connection-notice";
import { SideBar } from "./side-bar";

interface Props {
  workspaceId: string;
  user: SignedInUser;
  onLeave: () => void;
}

/** The layout of every page of a workspace: side bar on the left, or in a drawer. */
export function Workspace({ workspaceId, user, onLeave }: Props) {
  const { data: workspace, error } = useWorkspace(workspaceId);
  const isWide = useMedia(TWO_PANES);
  const [isOpen, setIsOpen] = useState(false);
  useDocumentStatus(workspaceId);
  useEffect(() => {
    rememberWorkspace(workspaceId);
  }, [workspaceId]);

  const bar = (
    <Boundary name={t("part.sideBar")} retry={t("showAgain")}>
      <SideBar workspaceId={workspaceId} user={user} onLeave={onLeave} onGone={() => setIsOpen(false)} />
    </Boundary>
  );
  return (
    <div className="frame">
      <a className="skip" href="#page" onClick={skip}>
        {t("skip")}
      </a>
      {isWide ? (
        <div className="side">{bar}</div>
      ) : (
        <header className="top-bar">
          <Button kind="quiet" label={t("menu")} onClick={() => setIsOpen(true)}>
            <Icon name="menu" />
          </Button>
          <span className="top-bar-name">{workspace?.name}</span>
          <Drawer title={t("menu")} side="left" open={isOpen} onOpenChange={setIsOpen}>
            {bar}
          </Drawer>
        </header>
      )}
      <div id="page" className="page" tabIndex={-1}>
        <ConnectionNotice />
        {error ? <Unreachable error={error} /> : <Outlet />}
      </div>
    </div>
  );
}

/** A workspace that cannot be opened, for example because it was deleted or its owner removed the user. */
function Unreachable({ error }: { error: Error }) {
  return (
    <main className="page-notice">
      <p role="alert">{explain(error)}</p>
      <Link to="/" className="button">
        {t("missing.home")}
      </Link>
    </main>
  );
}

/** Moves the focus to the question box if the page has one. */
function skip(event: MouseEvent) {
  event.preventDefault();
  (document.getElementById("question") ?? document.getElementById("page"))?.focus();
}
