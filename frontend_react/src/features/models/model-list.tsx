import { useCallback } from "react";
import type { RestClient } from "../../api/rest-client";
import { useSystem } from "../../api/system";
import { useRemote } from "../../api/use-remote";

interface Model {
  id: string;
  family: string;
  provider: string;
  answers: boolean | null;
  reason: string;
}

async function getModels(rest: RestClient): Promise<Model[]> {
  return (await rest.call<{ models: Model[] }>("GET", "/models")).models;
}

/** Which models answer here, and the one setting that adds a better one. */
export function ModelList() {
  const { config, rest } = useSystem();
  const { data, error } = useRemote(useCallback(() => getModels(rest), [rest]));
  return (
    <section aria-labelledby="models-heading" className="models">
      <h2 id="models-heading">Models</h2>
      {error && <p role="alert">{error}</p>}
      <ul>
        {data?.map((model) => (
          <li key={model.id}>
            {model.id} <small>{model.family}</small>
            {model.answers === false && <small role="status"> does not answer: {model.reason}</small>}
          </li>
        ))}
      </ul>
      <p className="hint">
        {config.cognitoEndpoint ? (
          <>
            Add a better one: <code>OPENAI_BASE_URL=… OPENAI_MODEL=… make start</code>
          </>
        ) : (
          <>
            Add one under <code>models</code> in <code>config.json</code> and deploy.
          </>
        )}
      </p>
    </section>
  );
}
