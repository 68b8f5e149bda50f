"""The workspace on the disk: files, answers, drafts, and who may write to them when."""
