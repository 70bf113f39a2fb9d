"""The kernel: what every module stands on. Knows no module."""
