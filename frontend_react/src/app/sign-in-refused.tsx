import type { ErrorComponentProps } from "@tanstack/react-router";
import { asSentence, explain } from "../api/problem";
import { t } from "../i18n/catalogue";

/** What the page shows if an identity provider, or the user pool after it, let nobody in. */
export function SignInRefused({ error }: ErrorComponentProps) {
  return (
    <main className="page-notice">
      <p role="alert">{t("signIn.refused", { why: asSentence(explain(error)) })}</p>
      <p>
        <a href="/sign-in">{t("signIn.again")}</a>
      </p>
    </main>
  );
}
