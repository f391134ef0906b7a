"""Tests of accounts: who may act here."""
