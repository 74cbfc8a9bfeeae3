"""The core of Quorum: retrieve once, ask several models, answer what they agree on and documents support."""
