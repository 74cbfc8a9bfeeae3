// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, list, number, object, oneOf, record, text, whole } from "../reading";

export const MAX_EVALUATIONS = 20;

export const MAX_POINTS = 200;

export type CurveKind = "reliability" | "risk_coverage";

/** A point of a curve to publish. */
export interface NewCurvePoint {
  x: number;
  y: number;
  /** Answers behind it; 0 if not counted. */
  count: number;
}

export const readNewCurvePoint: Reader<NewCurvePoint> = /* @__PURE__ */ object<NewCurvePoint>(
  {
    x: number,
    y: number,
    count: whole,
  },
);

/** A curve to publish. */
export interface NewCurve {
  kind: CurveKind;
  points: NewCurvePoint[];
}

export const readNewCurve: Reader<NewCurve> = /* @__PURE__ */ object<NewCurve>(
  {
    kind: oneOf("reliability", "risk_coverage"),
    points: list(readNewCurvePoint),
  },
);

/** A point of a curve, each coordinate 0 to 1. */
export interface CurvePoint {
  x: number;
  y: number;
  /** Answers behind it; 0 if not counted. */
  count: number;
}

export const readCurvePoint: Reader<CurvePoint> = /* @__PURE__ */ object<CurvePoint>(
  {
    x: number,
    y: number,
    count: whole,
  },
);

/**
 * A curve of an evaluation run.
 *
 * `reliability` has the probability across and the share of right answers up; `risk_coverage` has the share
 * of questions that are answered across, the surest first, and the share of wrong answers among them up.
 */
export interface Curve {
  kind: CurveKind;
  points: CurvePoint[];
}

export const readCurve: Reader<Curve> = /* @__PURE__ */ object<Curve>(
  {
    kind: oneOf("reliability", "risk_coverage"),
    points: list(readCurvePoint),
  },
);

/** The summary of an evaluation run to publish. */
export interface NewEvaluation {
  kind: string;
  /** What was measured, such as a set of questions. */
  name: string;
  /** The command that printed the figures. */
  command: string;
  /** The figures by name, as the command printed them. */
  figures: Record<string, number>;
  curves?: NewCurve[];
}

/** The summary of a published evaluation run. */
export interface EvaluationRun {
  evaluation_id: string;
  kind: string;
  /** What was measured, such as a set of questions. */
  name: string;
  /** The command that printed the figures. */
  command: string;
  /** RFC 3339, UTC. */
  published_at: string;
  published_by: string;
  /** The figures by name, as the command printed them. */
  figures: Record<string, number>;
  curves: Curve[];
}

export const readEvaluationRun: Reader<EvaluationRun> = /* @__PURE__ */ object<EvaluationRun>(
  {
    evaluation_id: text,
    kind: text,
    name: text,
    command: text,
    published_at: text,
    published_by: text,
    figures: record(number),
    curves: list(readCurve),
  },
);

/** The newest evaluation runs of a workspace, newest first. */
export interface EvaluationList {
  evaluations: EvaluationRun[];
}

export const readEvaluationList: Reader<EvaluationList> = /* @__PURE__ */ object<EvaluationList>(
  {
    evaluations: list(readEvaluationRun),
  },
);
