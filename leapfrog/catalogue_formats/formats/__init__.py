"""The formats of catalogues, one file each; see docs/adding-a-format.md."""
