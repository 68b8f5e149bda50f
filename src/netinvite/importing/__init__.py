"""People brought in from vCard and CSV files: read, held against who is there, written."""
