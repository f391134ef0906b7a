"""Paying for an application: what is due, the checkout of a provider, what came of it, and paying back.

The provider tells that something changed and nothing else; what is true we ask the provider ourselves.
"""
