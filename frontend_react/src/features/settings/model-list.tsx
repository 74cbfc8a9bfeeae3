import { useQuery } from "@tanstack/react-query";
import { readModelList, type OfferedModel } from "../../api/generated/account";
import { explain } from "../../api/problem";
import { useModels } from "../../api/queries";
import { useSystem } from "../../api/system";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { dollars, seconds } from "../../ui/figures";

/** The models, whether they answer now, and how to add a better one. */
export function ModelList() {
  const { config, rest } = useSystem();
  const { data: known, error } = useModels();
  const check = useQuery({
    queryKey: ["models", "checked"],
    queryFn: async () => (await rest.call("GET", "/models?check=true", readModelList)).models,
    enabled: false,
  });
  return (
    <section className="panel models" aria-labelledby="models-heading">
      <h2 id="models-heading">{t("models.title")}</h2>
      {(error ?? check.error) && <p role="alert">{explain(error ?? check.error)}</p>}
      <ul>
        {(check.data ?? known)?.map((model) => (
          <ModelItem key={model.id} model={model} />
        ))}
      </ul>
      <Button disabled={check.isFetching} onClick={() => void check.refetch()}>
        {check.isFetching ? t("models.checking") : t("models.check")}
      </Button>
      <p className="hint">
        {config.cognito_endpoint ? (
          <>
            {t("models.addLaptop")} <code>OPENAI_BASE_URL=… OPENAI_MODEL=… make start</code>
          </>
        ) : (
          t("models.addCloud")
        )}
      </p>
    </section>
  );
}

function ModelItem({ model }: { model: OfferedModel }) {
  const { id, family, role, input_price, output_price, answers, reason, latency_ms } = model;
  return (
    <li>
      <strong>{id}</strong> <small>{[family, t(`role.${role}`)].join(" · ")}</small>
      <small>{t("models.price", { input: dollars(input_price), output: dollars(output_price) })}</small>
      {answers === true && <small className="good">{t("models.answers", { time: seconds(latency_ms ?? 0) })}</small>}
      {answers === false && (
        <small role="status" className="bad">
          {t("models.silent", { reason })}
        </small>
      )}
    </li>
  );
}
