import type { Envelope, Failure } from "./generated/frames";

/**
 * Why there is no answer. If a question is refused before a run begins, `seq` is missing, and `request_id` is empty
 * if it could not be read. The error is shown even if other fields are missing.
 */
export type ErrorFrame = Pick<Failure, "error"> & Partial<Failure & Envelope>;

/** A frame with its number in the run, not validated yet. */
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

/** True for the message that API Gateway sends if the function behind it failed. */
export function isGatewayFailure(value: unknown): boolean {
  const message = value as { message?: unknown; connectionId?: unknown } | null;
  return typeof message?.message === "string" && typeof message.connectionId === "string";
}
