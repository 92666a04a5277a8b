"""Prior reports (往年报告) as passages, and how the fitting ones are found."""
