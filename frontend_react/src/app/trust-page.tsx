import { useParams } from "@tanstack/react-router";
import { ErrorPromise } from "../features/trust/error-promise";
import { CalibrationPanel } from "../features/trust/calibration-panel";
import { DisputedAnswers } from "../features/trust/disputed-answers";
import { EvaluationRuns } from "../features/trust/evaluation-runs";
import { UsageChart } from "../features/trust/usage-chart";
import { t } from "../i18n/catalogue";
import { PlainPage } from "./plain-page";

export function TrustPage() {
  const { workspace } = useParams({ from: "/in/w/$workspace" });
  return (
    <PlainPage title={t("trust")} hint={t("trust.hint")}>
      <div className="panels">
        <CalibrationPanel workspaceId={workspace} />
        <ErrorPromise workspaceId={workspace} />
        <DisputedAnswers workspaceId={workspace} />
        <EvaluationRuns workspaceId={workspace} />
        <UsageChart />
      </div>
    </PlainPage>
  );
}
