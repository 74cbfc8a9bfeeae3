// Generated from genai_core/domain/protocol by `make generate`; do not edit.

export const PROTOCOL_VERSION = 1;
