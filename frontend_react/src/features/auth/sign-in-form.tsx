import { useState, type SyntheticEvent } from "react";
import { explain } from "../../api/problem";
import type { RuntimeConfig } from "../../config/runtime-config";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { ProviderButtons } from "./provider-buttons";
import { answerStep, confirmReset, enter, requestReset, type Step } from "./session";
import { StepFields } from "./step-fields";

interface Props {
  config: RuntimeConfig;
  /** The path to open after a sign-in at an identity provider, which leaves this page. */
  next: string;
  onEntered: () => void;
}

type Shown = Step | { kind: "password" };

/** Signs in, through every step that the pool may ask for. */
export function SignInForm({ config, next, onEntered }: Props) {
  const [step, setStep] = useState<Shown>({ kind: "password" });
  const [username, setUsername] = useState(config.demo_user ?? "");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function attempt(work: () => Promise<Shown>) {
    setBusy(true);
    setError(undefined);
    try {
      const next = await work();
      if (next.kind === "done") onEntered();
      else setStep(next);
    } catch (cause) {
      setError(isWrongCode(cause) ? t("signIn.wrongCode") : explain(cause));
    } finally {
      setBusy(false);
    }
  }

  function submit(event: SyntheticEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void attempt(() => answer(config, step, username, form));
  }

  const forgotten = () =>
    void attempt(async () => {
      await requestReset(username);
      return { kind: "reset" };
    });

  function startAgain() {
    setError(undefined);
    setStep({ kind: "password" });
  }

  return (
    <form className="sign-in-form" onSubmit={submit}>
      {step.kind === "password" && (
        <>
          <Field label={t("signIn.user")}>
            <input
              name="username"
              autoComplete="username"
              value={username}
              required
              onChange={(event) => setUsername(event.target.value)}
            />
          </Field>
          <Field label={t("signIn.password")}>
            <input name="password" type="password" autoComplete="current-password" required />
          </Field>
        </>
      )}
      {step.kind !== "password" && step.kind !== "done" && <StepFields step={step} />}
      {error && <p role="alert">{error}</p>}
      <Button kind="primary" type="submit" disabled={busy}>
        {busy ? t("signIn.busy") : step.kind === "password" ? t("signIn.enter") : t("signIn.continue")}
      </Button>
      {step.kind === "password" && username !== "" && !config.cognito_endpoint && (
        <Button kind="quiet" onClick={forgotten}>
          {t("signIn.forgotten")}
        </Button>
      )}
      {step.kind !== "password" && (
        <Button kind="quiet" onClick={startAgain}>
          {t("signIn.startAgain")}
        </Button>
      )}
      {step.kind === "password" && <ProviderButtons config={config} next={next} />}
    </form>
  );
}

/** The user pool's own words for it are English and name no remedy. */
function isWrongCode(cause: unknown): boolean {
  return cause instanceof Error && ["CodeMismatchException", "EnableSoftwareTokenMFAException"].includes(cause.name);
}

async function answer(config: RuntimeConfig, step: Shown, username: string, form: FormData): Promise<Shown> {
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  switch (step.kind) {
    case "password":
      return enter(config, username, field("password"));
    case "reset":
      await confirmReset(username, field("code").trim(), field("new-password"));
      return enter(config, username, field("new-password"));
    case "new-password":
      return answerStep(field("new-password"));
    case "totp-setup":
    case "totp-code":
      return answerStep(field("code").trim());
    case "done":
      return step;
  }
}
