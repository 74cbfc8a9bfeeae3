import { useBreakers } from "../../api/administration";
import type { OfferedModel } from "../../api/generated/account";
import type { ModelBreaker } from "../../api/generated/administration";
import { explain } from "../../api/problem";
import { useModels } from "../../api/queries";
import { currentLanguage, t, tn } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { seconds } from "../../ui/figures";

/** Whether each model answers now, and whether its breaker keeps callers away. */
export function ModelHealth() {
  const models = useModels();
  const breakers = useBreakers();
  const error = models.error ?? breakers.error;
  const breakerOf = (id: string) => breakers.data?.find(({ model_id }) => model_id === id);
  return (
    <section className="panel" aria-labelledby="health-heading">
      <div className="panel-head">
        <h2 id="health-heading">{t("admin.health")}</h2>
        <Button disabled={models.isFetching} onClick={() => void models.refetch()}>
          {models.isFetching ? t("models.checking") : t("models.check")}
        </Button>
      </div>
      {error && <p role="alert">{explain(error)}</p>}
      <ul className="health">
        {models.data?.map((model) => (
          <Model key={model.id} model={model} breaker={breakerOf(model.id)} />
        ))}
      </ul>
      <p className="hint">{t("admin.breakerHint")}</p>
    </section>
  );
}

function Model({ model, breaker }: { model: OfferedModel; breaker: ModelBreaker | undefined }) {
  const { id, provider, answers, latency_ms, reason } = model;
  return (
    <li>
      <strong>{id}</strong> <small>{provider}</small>
      {answers === true && <small className="good">{t("models.answers", { time: seconds(latency_ms ?? 0) })}</small>}
      {answers === false && <small className="bad">{t("models.silent", { reason })}</small>}
      {breaker && <Breaker breaker={breaker} />}
    </li>
  );
}

function Breaker({ breaker: { condition, failures, rests_until } }: { breaker: ModelBreaker }) {
  const until = rests_until && new Date(rests_until).toLocaleTimeString(currentLanguage());
  return (
    <small className={condition === "closed" ? undefined : "bad"}>
      {t(`admin.breaker.${condition}`, { until: until ?? "" })}
      {failures > 0 && ` · ${tn("admin.failures", failures)}`}
    </small>
  );
}
