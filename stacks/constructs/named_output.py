"""Outputs whose reference is known before synthesis, so that a security finding can be named by it."""

from __future__ import annotations

from aws_cdk import CfnOutput, Fn, Stack


def named_output(stack: Stack, name: str, value: str) -> str:
    """Outputs a value, and returns the reference by which other stacks read it.

    The library makes such references by itself, but only at synthesis, when it is too late to give a
    reason for a wildcard in them. It does not order the stacks either: a reader must depend on `stack`.
    """
    CfnOutput(stack, name, value=value)
    return Fn.get_stack_output(stack.stack_name, name)
