import type { Envelope, Failure } from "./generated/frames";

/**
 * Why there is no answer. A question that is refused before a run begins has no `seq`, and an empty `request_id`
 * if that could not be read. Whatever else is missing, an error is shown.
 */
export type ErrorFrame = Pick<Failure, "error"> & Partial<Failure & Envelope>;

/** A frame with its place among those of its run, not read yet. */
export interface NumberedMessage {
  request_id: string;
  seq: number;
}

export function isErrorFrame(value: unknown): value is ErrorFrame {
  return typeof (value as Partial<ErrorFrame> | null)?.error === "string";
}

export function isNumbered(value: unknown): value is NumberedMessage {
  const message = value as Partial<NumberedMessage> | null;
  return typeof message?.seq === "number" && typeof message.request_id === "string";
}

/** What API Gateway itself sends if a function behind it failed. */
export function isGatewayFailure(value: unknown): boolean {
  const message = value as { message?: unknown; connectionId?: unknown } | null;
  return typeof message?.message === "string" && typeof message.connectionId === "string";
}
