"""Ways to settle conflicting values: one plug-in each, `sayso settle --method NAME`."""
