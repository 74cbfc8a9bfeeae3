import { Link } from "@tanstack/react-router";
import { t } from "../i18n/catalogue";

/** In place of a conversation that does not exist, or that its user does not share with the reader. */
export function MissingConversation({ workspaceId }: { workspaceId: string }) {
  return (
    <main className="page-notice">
      <p role="alert">{t("missing.conversation")}</p>
      <Link to="/w/$workspace" params={{ workspace: workspaceId }} className="button">
        {t("nav.new")}
      </Link>
    </main>
  );
}
