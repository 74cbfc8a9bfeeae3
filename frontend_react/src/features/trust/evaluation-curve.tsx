import type { Curve, CurvePoint } from "../../api/generated/evaluations";
import { t } from "../../i18n/catalogue";
import { decimal } from "../../ui/figures";

const SIZE = 200;
/** Room for the words at the axes. */
const MARGIN = 40;
const LEAST_RISK = 0.05;
const TABLE_ROWS = 10;

/** A curve of an evaluation run; risk is drawn up to its highest share, so that small ones are seen. */
export function EvaluationCurve({ curve: { kind, points } }: { curve: Curve }) {
  const isReliability = kind === "reliability";
  const highest = isReliability ? 1 : Math.max(LEAST_RISK, ...points.map(({ y }) => y));
  const place = ({ x, y }: CurvePoint) => ({ x: x * SIZE, y: (1 - y / highest) * SIZE });
  const line = points.map(place).map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  const title = t(`evaluations.${kind}`);
  return (
    <figure className="calibration">
      <svg viewBox={`${-MARGIN} -10 ${SIZE + MARGIN + 10} ${SIZE + MARGIN + 4}`} role="img" aria-label={title}>
        <path className="curve-frame" d={`M0 0H${SIZE}V${SIZE}H0Z`} />
        {isReliability && <path className="curve-diagonal" d={`M0 ${SIZE}L${SIZE} 0`} />}
        <polyline className="curve-line" points={line} />
        {isReliability && points.map((point, index) => <circle key={index} className="curve-point" cx={place(point).x} cy={place(point).y} r={4} />)}
        <text className="axis" x={-6} y={4} textAnchor="end">{percent(highest)}</text>
        <text className="axis" x={-6} y={SIZE} textAnchor="end">0</text>
        <text className="axis" x={SIZE} y={SIZE + 16} textAnchor="end">100 %</text>
        <text className="axis" x={0} y={SIZE + 16}>{t(`evaluations.${kind}.across`)}</text>
      </svg>
      <figcaption>{title}</figcaption>
      <table className="unseen">
        <caption>{title}</caption>
        <tbody>
          {few(points).map(({ x, y }) => (
            <tr key={x}>
              <th scope="row">{decimal(x, 2)}</th>
              <td>{decimal(y, 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function percent(share: number): string {
  return `${decimal(100 * share, share < 0.1 ? 1 : 0)} %`;
}

/** Some points of a curve, the last one among them, for readers who hear it. */
function few(points: CurvePoint[]): CurvePoint[] {
  const step = Math.ceil(points.length / TABLE_ROWS);
  return points.filter((_, index) => index % step === 0 || index === points.length - 1);
}
