"""Outputs whose reference is known before synthesis, so that a security finding can name it."""

from __future__ import annotations

from aws_cdk import CfnOutput, Fn, Stack


def named_output(stack: Stack, name: str, value: str) -> str:
    """Outputs a value, and returns the reference with which other stacks read it.

    The library creates such references too, but only at synthesis, too late to explain a wildcard in them.
    This does not order the stacks: a reader must depend on `stack` itself.
    """
    CfnOutput(stack, name, value=value)
    return Fn.get_stack_output(stack.stack_name, name)
