"""The base registries: one port per source, and the HTTP client behind it (BRP, handelsregister, BAG).

A port answers, or raises `BronStoring`. It never waits longer than its settings allow, keeps no error, and writes no
personal data to a log. What is asked of whom, and why, is the caller's to record.
"""
