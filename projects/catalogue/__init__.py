"""The catalogue: projects as rows of CSV files, see docs/catalogue-format.md."""
