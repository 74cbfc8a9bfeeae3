import type { ErrorComponentProps } from "@tanstack/react-router";
import { Link } from "@tanstack/react-router";
import { explain } from "../api/problem";
import { t } from "../i18n/catalogue";
import { Button } from "../ui/button";

/** What a page shows if it fails as a whole. */
export function PageError({ error }: ErrorComponentProps) {
  return (
    <div className="page-notice" role="alert">
      <p>The page cannot be shown: {explain(error)}</p>
      <Button onClick={() => location.reload()}>Load it again</Button>
    </div>
  );
}

export function PageMissing() {
  return (
    <main className="page-notice">
      <h1>{t("missing.title")}</h1>
      <p>
        <Link to="/">{t("missing.home")}</Link>
      </p>
    </main>
  );
}
