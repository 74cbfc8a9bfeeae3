import { t } from "../i18n/catalogue";
import type { RuntimeConfig } from "../config/runtime-config";
import { SignInForm } from "../features/auth/sign-in-form";
import { Wordmark } from "../ui/wordmark";

interface Props {
  config: RuntimeConfig;
  /** The path to open after the sign-in. */
  next: string;
  onEntered: () => void;
}

export function SignInPage({ config, next, onEntered }: Props) {
  return (
    <main className="sign-in">
      <div className="sign-in-words">
        <Wordmark />
        <h1>{t("signIn.claim")}</h1>
        <p>{t("signIn.promise")}</p>
      </div>
      <section className="sign-in-card" aria-labelledby="sign-in-heading">
        <h2 id="sign-in-heading">{t("signIn.enter")}</h2>
        <SignInForm config={config} next={next} onEntered={onEntered} />
        {config.demo_user && (
          <p className="hint">
            {t("signIn.demo")} <code>make status</code>
          </p>
        )}
      </section>
    </main>
  );
}
