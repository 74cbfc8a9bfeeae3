import { useState } from "react";
import { explain } from "../../api/problem";
import type { RuntimeConfig } from "../../config/runtime-config";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { enterBy } from "./provider-sign-in";

/** One button for each identity provider of the deployment; `next` is the path to open after the sign-in. */
export function ProviderButtons({ config, next }: { config: RuntimeConfig; next: string }) {
  const [error, setError] = useState<string>();
  const go = (provider: string) => {
    setError(undefined);
    enterBy(provider, next).catch((cause: unknown) => setError(explain(cause)));
  };
  return (
    <>
      {config.sign_in_providers?.map(({ name, label }) => (
        <Button key={name} onClick={() => go(name)}>
          {t("signIn.by", { provider: label })}
        </Button>
      ))}
      {error && <p role="alert">{error}</p>}
    </>
  );
}
