"""Releases: dated, immutable copies of all published data, to be kept, cited and checked."""
