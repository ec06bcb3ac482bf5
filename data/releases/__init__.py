"""Releases as operators publish, correct and withdraw them."""
