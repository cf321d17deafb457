"""Evidence sources: every module in this folder is one."""
