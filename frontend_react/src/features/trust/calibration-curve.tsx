import type { Calibration } from "../../api/generated/workspaces";
import { t } from "../../i18n/catalogue";
import { decimal } from "../../ui/figures";

const SIZE = 240;

/** The share of right answers by score. Near the diagonal, a score can be read as a probability. */
export function CalibrationCurve({ calibration }: { calibration: Calibration }) {
  const points = calibration.steps.map(({ upto, right, count }) => ({ x: upto, y: count === 0 ? 0 : right / count, count }));
  const point = (x: number, y: number) => `${(x * SIZE).toFixed(1)},${((1 - y) * SIZE).toFixed(1)}`;
  const line = points.map(({ x, y }, index) => `${point(points[index - 1]?.x ?? 0, y)} ${point(x, y)}`).join(" ");
  return (
    <figure className="calibration">
      <svg viewBox={`-4 -4 ${SIZE + 8} ${SIZE + 8}`} role="img" aria-label={t("trust.curve")}>
        <path className="curve-frame" d={`M0 0H${SIZE}V${SIZE}H0Z`} />
        <path className="curve-diagonal" d={`M0 ${SIZE}L${SIZE} 0`} />
        <polyline className="curve-line" points={line} />
        {points.map(({ x, y, count }) => (
          <circle key={x} className="curve-point" cx={x * SIZE} cy={(1 - y) * SIZE} r={Math.min(3 + Math.sqrt(count), 9)} />
        ))}
      </svg>
      <figcaption>{t("trust.curveCaption", { brier: decimal(calibration.brier, 3), base: decimal(calibration.base_brier, 3) })}</figcaption>
      <table className="unseen">
        <caption>{t("trust.curve")}</caption>
        <tbody>
          {calibration.steps.map(({ upto, right, count }) => (
            <tr key={upto}>
              <th scope="row">{t("trust.upto", { score: decimal(upto, 2) })}</th>
              <td>{t("trust.rightOf", { right, count })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
