"""Makes every call on a file go wrong in turn, and looks whether anything was lost."""
