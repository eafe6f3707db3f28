"""Measurements that take longer than a test may; no time in them fails anything."""
