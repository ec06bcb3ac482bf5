"""Roles: who may do what, and how somebody comes to it."""
