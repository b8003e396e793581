"""What there is to explain about a comparison: plain functions of plain data."""
