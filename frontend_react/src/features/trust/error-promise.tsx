import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { explain } from "../../api/problem";
import { useCalibration, useWorkspace } from "../../api/queries";
import { useSystem } from "../../api/system";
import { changeWorkspace } from "../../api/workspaces";
import { t } from "../../i18n/catalogue";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";

const MOST_WRONG = 50;

/** The promised error rate of a workspace; its owner can change it. */
export function ErrorPromise({ workspaceId }: { workspaceId: string }) {
  const workspace = useWorkspace(workspaceId);
  const report = useCalibration(workspaceId);
  const error = workspace.error ?? report.error;
  return (
    <section aria-labelledby="promise-heading" className="panel error-promise">
      <h2 id="promise-heading">{t("promise")}</h2>
      {error && <p role="alert">{explain(error)}</p>}
      {workspace.data && report.data && (
        <>
          <p role="status" className="promise-words">
            {report.data.promise?.words ?? t("promise.nothing")}
          </p>
          {workspace.data.is_own && (
            <Setting
              key={workspace.data.max_error}
              workspaceId={workspaceId}
              wrongInHundred={rounded(100 * workspace.data.max_error)}
            />
          )}
        </>
      )}
    </section>
  );
}

function Setting({ workspaceId, wrongInHundred }: { workspaceId: string; wrongInHundred: number }) {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const [value, setValue] = useState(String(wrongInHundred));
  const wanted = Number(value);
  const isValid = value.trim() !== "" && wanted >= 0 && wanted <= MOST_WRONG;
  const saving = useMutation({
    mutationFn: () => changeWorkspace(rest, workspaceId, { max_error: wanted / 100 }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["workspace", workspaceId] }),
        queries.invalidateQueries({ queryKey: ["lesson", workspaceId] }),
      ]),
  });

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (isValid) saving.mutate();
  }

  return (
    <form onSubmit={submit}>
      <Field label={t("promise.most")} hint={t("promise.hint")}>
        <input
          type="number"
          min={0}
          max={MOST_WRONG}
          step={0.5}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      </Field>
      <Button kind="primary" type="submit" disabled={!isValid || wanted === wrongInHundred}>
        {t("save")}
      </Button>
      {saving.error && <p role="alert">{explain(saving.error)}</p>}
    </form>
  );
}

/** Rounded, because 0.07 * 100 is not exactly 7 in binary fractions. */
function rounded(value: number): number {
  return Math.round(10 * value) / 10;
}
