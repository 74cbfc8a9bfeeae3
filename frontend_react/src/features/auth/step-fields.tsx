import { lazy, Suspense } from "react";
import { t } from "../../i18n/catalogue";
import { Field } from "../../ui/field";
import type { Step } from "./session";

const QrCode = lazy(() => import("./qr-code"));

type Asked = Exclude<Step, { kind: "done" }>;

/** What a step of the sign-in asks for, after the password. */
export function StepFields({ step }: { step: Asked }) {
  return (
    <>
      <p className="hint">{t(`signIn.step.${step.kind}`)}</p>
      {step.kind === "totp-setup" && (
        <>
          <Suspense fallback={<div className="qr-code" />}>
            <QrCode text={step.link} label={t("signIn.qrCode")} />
          </Suspense>
          <p className="secret">
            <a href={step.link}>{t("signIn.openApp")}</a>
            {t("signIn.key")} <code>{step.secret}</code>
          </p>
        </>
      )}
      {step.kind !== "new-password" && (
        <Field label={t("signIn.code")}>
          <input name="code" inputMode="numeric" autoComplete="one-time-code" required autoFocus />
        </Field>
      )}
      {(step.kind === "new-password" || step.kind === "reset") && (
        <Field label={t("signIn.newPassword")}>
          <input name="new-password" type="password" autoComplete="new-password" required />
        </Field>
      )}
    </>
  );
}
