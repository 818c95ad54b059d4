"""The browser benchmark of the timeline, run by `script/bench-timeline` and never by pytest."""
