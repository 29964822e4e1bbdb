"""Offline evaluations: what the assistant does, measured."""
