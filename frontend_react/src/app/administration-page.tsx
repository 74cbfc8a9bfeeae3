import { Link, useRouteContext } from "@tanstack/react-router";
import { ModelHealth } from "../features/administration/model-health";
import { QueuePanel } from "../features/administration/queue-panel";
import { UsageOfAll } from "../features/administration/usage-of-all";
import { t } from "../i18n/catalogue";
import "../styles/administration.css";
import { Icon } from "../ui/icons";
import { Wordmark } from "../ui/wordmark";
import { PlainPage } from "./plain-page";

/** What the deployment as a whole uses and does; for users in the pool's group `admin`. */
export function AdministrationPage() {
  const { user } = useRouteContext({ from: "/in" });
  return (
    <div className="administration">
      <header className="administration-bar">
        <Wordmark />
        <Link to="/" className="button button-quiet">
          <Icon name="left" /> {t("admin.back")}
        </Link>
      </header>
      <PlainPage title={t("admin")} hint={t("admin.hint")}>
        {user.isAdministrator ? (
          <div className="administration-panels">
            <UsageOfAll ownId={user.id} />
            <div className="administration-side">
              <QueuePanel />
              <ModelHealth />
            </div>
          </div>
        ) : (
          <p role="alert">{t("admin.refused")}</p>
        )}
      </PlainPage>
    </div>
  );
}
