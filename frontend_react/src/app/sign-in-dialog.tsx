import { useSyncExternalStore } from "react";
import type { RuntimeConfig } from "../config/runtime-config";
import { SignInForm } from "../features/auth/sign-in-form";
import type { SignInGate } from "../features/auth/sign-in-gate";
import { t } from "../i18n/catalogue";
import { Modal } from "../ui/modal";

/** Asks an expired user to sign in again, over the page as it is: what was asked then goes on. */
export function SignInDialog({ config, gate }: { config: RuntimeConfig; gate: SignInGate }) {
  const isShut = useSyncExternalStore(gate.watch, gate.isShut);
  return (
    <Modal title={t("signIn.expired")} hint={t("signIn.expiredHint")} open={isShut}>
      <SignInForm config={config} next={location.pathname + location.search} onEntered={() => gate.open()} />
    </Modal>
  );
}
