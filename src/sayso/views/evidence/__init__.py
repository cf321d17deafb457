"""What a finding looks like: in the terminal, as a page, as a drawing, and as JSON that can be replayed."""
